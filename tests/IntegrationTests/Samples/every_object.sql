-- Every kind of object that pg_dump of PostgreSQL 15 writes, and what stands in others' way when several sessions load it. Needs a superuser.
-- Some tables hold more than a mebibyte: smaller ones are loaded by one session.
CREATE SCHEMA "Schéma ; ""x"".y";
COMMENT ON SCHEMA "Schéma ; ""x"".y" IS 'of a
-- TOC entry 1 (class 1 OID 1)
-- Name: nobody; Type: TABLE DATA; Schema: public; Owner: -
';
CREATE SCHEMA elsewhere;
CREATE EXTENSION btree_gist;
CREATE EXTENSION hstore SCHEMA elsewhere;
COMMENT ON EXTENSION hstore IS 'pairs';

-- Types
CREATE TYPE mood AS ENUM ('bad', 'so; so', 'l''été');
CREATE TYPE span AS RANGE (subtype = timestamptz, multirange_type_name = spans);
CREATE TYPE address AS (street text, number int);
COMMENT ON COLUMN address.street IS 'its name';
CREATE TYPE shell_only;
CREATE DOMAIN code AS text COLLATE "C" DEFAULT 'a' CONSTRAINT short CHECK (length(VALUE) < 20);
CREATE DOMAIN high AS int;
COMMENT ON CONSTRAINT short ON DOMAIN code IS 'not long';
CREATE COLLATION "of; numbers" (provider = icu, locale = 'fr-u-kn-true');
CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false);

-- Functions, operators, casts, aggregates
CREATE FUNCTION twice(a int) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT $1 * 2';
CREATE FUNCTION half(a int) RETURNS int LANGUAGE sql IMMUTABLE RETURN a / 2;
CREATE FUNCTION hooks() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    -- COPY elsewhere.trap (a) FROM stdin;
    RETURN NEW;
END $body$;
CREATE FUNCTION listens() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM 1; END';
CREATE PROCEDURE works(a int) LANGUAGE plpgsql AS 'BEGIN COMMIT; END';
CREATE AGGREGATE product(int) (SFUNC = int4mul, STYPE = int, INITCOND = '1');
CREATE FUNCTION address_less(address, address) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.number < $2.number';
CREATE FUNCTION address_same(address, address) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.number = $2.number';
CREATE FUNCTION address_order(address, address) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT btint4cmp($1.number, $2.number)';
CREATE OPERATOR <# (LEFTARG = address, RIGHTARG = address, FUNCTION = address_less);
CREATE OPERATOR =# (LEFTARG = address, RIGHTARG = address, FUNCTION = address_same, COMMUTATOR = =#);
CREATE OPERATOR FAMILY by_number USING btree;
CREATE OPERATOR CLASS by_number FOR TYPE address USING btree FAMILY by_number AS OPERATOR 1 <#, OPERATOR 3 =#, FUNCTION 1 address_order(address, address);
CREATE FUNCTION address_text(address) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT $1.street || ' ' || $1.number$$;
CREATE CAST (address AS text) WITH FUNCTION address_text(address) AS ASSIGNMENT;
COMMENT ON CAST (address AS text) IS 'a cast';
CREATE TYPE own;
CREATE FUNCTION own_in(cstring) RETURNS own LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION own_out(own) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE own (INPUT = own_in, OUTPUT = own_out, LIKE = text);
CREATE ACCESS METHOD other_heap TYPE TABLE HANDLER heap_tableam_handler;
CREATE CONVERSION other_latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
COMMENT ON FUNCTION twice(int) IS 'and again';
COMMENT ON AGGREGATE product(int) IS 'times';
COMMENT ON OPERATOR <# (address, address) IS 'less';

-- Text search
CREATE TEXT SEARCH DICTIONARY simple_fr (TEMPLATE = simple, STOPWORDS = french);
CREATE TEXT SEARCH PARSER other_parser (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH TEMPLATE other_template (LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH CONFIGURATION plain_fr (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION plain_fr ALTER MAPPING FOR asciiword WITH simple_fr;

-- Tables: large, small, empty, with names that hurt
CREATE TABLE customers (
    id serial PRIMARY KEY, code code UNIQUE, mood mood, home address, inherits int, attach int, "references" int,
    pad text, doubled int GENERATED ALWAYS AS (twice(id)) STORED, found tsvector, more elsewhere.hstore, during span, place point);
CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY (START WITH 7 INCREMENT BY 3) PRIMARY KEY, customer int NOT NULL REFERENCES customers, parent bigint REFERENCES orders,
    pad text, price numeric(12, 2) CHECK (price >= 0));
CREATE TABLE "new
line ; ""q"".t" ("a
b" int PRIMARY KEY, "Été ; \." text, "only" int UNIQUE);
CREATE TABLE "Schéma ; ""x"".y"."Pièces; Schema: x; ""y""" (id int PRIMARY KEY, pad text);
CREATE TABLE elsewhere.empty (id int PRIMARY KEY, x text DEFAULT 'a' || 'b');
CREATE TABLE no_columns ();
CREATE UNLOGGED TABLE fleeting (id int PRIMARY KEY, x text);
CREATE TABLE of_other_method (id int PRIMARY KEY, kept own) USING other_heap;
CREATE TABLE without_key (x text, y high);
CREATE TABLE typed OF address (number PRIMARY KEY);
-- Each refers to the other.
CREATE TABLE egg (id int PRIMARY KEY, hen int);
CREATE TABLE hen (id int PRIMARY KEY, egg int REFERENCES egg);
ALTER TABLE egg ADD CONSTRAINT egg_hen FOREIGN KEY (hen) REFERENCES hen DEFERRABLE INITIALLY DEFERRED;
CREATE TABLE rooms (room int, during tstzrange, EXCLUDE USING gist (room WITH =, during WITH &&));
CREATE TABLE pairs (a int, b int, c text, UNIQUE NULLS NOT DISTINCT (a, b));

-- Inheritance
CREATE TABLE parents (id int PRIMARY KEY, pad text);
CREATE TABLE children (extra int) INHERITS (parents);
CREATE TABLE grandchildren (PRIMARY KEY (id)) INHERITS (children);
CREATE TABLE elsewhere.second_parent (other int);
CREATE TABLE of_two () INHERITS (parents, elsewhere.second_parent);

-- Partitions: of two levels, with keys and indexes on root and leaves, one attached later; by hash of an enum
CREATE TABLE events (id int, at date NOT NULL, customer int, pad text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY RANGE (id);
CREATE TABLE events_2025_few PARTITION OF events_2025 FOR VALUES FROM (MINVALUE) TO (1000);
CREATE TABLE events_2025_rest PARTITION OF events_2025 DEFAULT;
CREATE TABLE elsewhere.events_2026 (id int NOT NULL, at date NOT NULL, customer int, pad text);
CREATE INDEX own_name ON elsewhere.events_2026 (customer);
ALTER TABLE events ATTACH PARTITION elsewhere.events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE INDEX by_customer ON events (customer);
CREATE INDEX only_root ON ONLY events (pad);
CREATE UNIQUE INDEX of_leaf ON events_2024 (pad, id);
ALTER TABLE events ADD FOREIGN KEY (customer) REFERENCES customers;
CREATE TABLE of_events (event int, at date, FOREIGN KEY (event, at) REFERENCES events);
-- pg_dump fills it by its root: the hash of an enum differs from database to database, and so do the leaves.
CREATE TABLE by_mood (id int, mood mood, pad text) PARTITION BY HASH (mood);
CREATE TABLE by_mood_0 PARTITION OF by_mood FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE by_mood_1 PARTITION OF by_mood FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE INDEX ON by_mood (mood, id);

-- Rows
INSERT INTO customers (code, mood, home, pad, found, more, during, place)
SELECT 'c' || g, 'so; so', row('rue ' || g, g)::address, repeat(md5(g::text), 20), to_tsvector('plain_fr', 'maison ' || g), elsewhere.hstore('a', g::text),
    span('2025-01-01', '2025-02-01'), point(g, g) FROM generate_series(1, 2500) g;
INSERT INTO orders (customer, pad, price) SELECT 1 + g % 2500, repeat(md5(g::text), 20), g FROM generate_series(1, 3000) g;
UPDATE orders SET parent = id - 3 WHERE id > 10 AND id % 2 = 0;
INSERT INTO "new
line ; ""q"".t" SELECT g, E'\\.\n\t' || g, g FROM generate_series(1, 20) g;
INSERT INTO "Schéma ; ""x"".y"."Pièces; Schema: x; ""y""" SELECT g, repeat(md5(g::text), 20) FROM generate_series(1, 2000) g;
INSERT INTO fleeting SELECT g, 'x' FROM generate_series(1, 20) g;
INSERT INTO without_key SELECT 'x', -1 FROM generate_series(1, 3);
INSERT INTO no_columns DEFAULT VALUES;
INSERT INTO of_other_method SELECT g, 'x' FROM generate_series(1, 3) g;
INSERT INTO typed VALUES ('rue', 1);
INSERT INTO hen SELECT g, NULL FROM generate_series(1, 9) g;
INSERT INTO egg SELECT g, g FROM generate_series(1, 9) g;
UPDATE hen SET egg = id;
INSERT INTO rooms VALUES (1, '[2025-01-01, 2025-01-02)'), (1, '[2025-01-02, 2025-01-03)');
INSERT INTO pairs VALUES (1, NULL, 'x'), (2, NULL, 'y');
INSERT INTO parents SELECT g, repeat(md5(g::text), 20) FROM generate_series(1, 2000) g;
INSERT INTO children SELECT g, 'x', g FROM generate_series(1, 9) g;
INSERT INTO grandchildren SELECT g, repeat(md5(g::text), 20), g FROM generate_series(1, 2000) g;
INSERT INTO of_two VALUES (1, 'x', 2);
INSERT INTO events SELECT g, date '2024-01-01' + g % 1000, 1 + g % 9, repeat(md5(g::text), 20) FROM generate_series(1, 9000) g;
INSERT INTO of_events SELECT id, at FROM events LIMIT 50;
INSERT INTO by_mood SELECT g, (enum_range(NULL::mood))[1 + g % 3], repeat(md5(g::text), 20) FROM generate_series(1, 2500) g;

-- What is declared of rows that were there before
ALTER DOMAIN high ADD CONSTRAINT above CHECK (VALUE > 0) NOT VALID;
ALTER TABLE without_key ADD CONSTRAINT rather CHECK (x <> 'x') NOT VALID;
CREATE TABLE strays (customer int);
INSERT INTO strays VALUES (-1);
ALTER TABLE strays ADD CONSTRAINT strays_customer FOREIGN KEY (customer) REFERENCES customers NOT VALID;

-- Indexes and settings of tables
CREATE INDEX on_expression ON customers (half(id), lower(pad)) WHERE id > 3;
ALTER INDEX on_expression ALTER COLUMN 1 SET STATISTICS 300;
CREATE INDEX with_class ON customers (home by_number);
CREATE INDEX with_words ON customers USING gin (found);
CREATE INDEX with_place ON customers USING gist (place) WITH (fillfactor = 70);
CREATE INDEX with_hash ON orders USING hash (customer);
CREATE INDEX with_more ON orders (price DESC NULLS LAST) INCLUDE (customer);
CREATE INDEX with_collation ON orders (pad COLLATE "of; numbers" text_pattern_ops);
CREATE UNIQUE INDEX chosen ON pairs (c COLLATE "C");
ALTER TABLE pairs ALTER c SET NOT NULL, REPLICA IDENTITY USING INDEX chosen;
ALTER TABLE hen REPLICA IDENTITY FULL;
ALTER TABLE orders CLUSTER ON orders_pkey;
ALTER TABLE customers ALTER pad SET STORAGE EXTERNAL, ALTER pad SET STATISTICS 17, ALTER mood SET (n_distinct = 3), SET (fillfactor = 80);
ALTER TABLE customers ALTER found SET COMPRESSION pglz;
ALTER TABLE by_mood_0 SET (autovacuum_enabled = off);
CREATE STATISTICS together (dependencies, mcv) ON customer, price FROM orders;
CREATE STATISTICS elsewhere.of_expression ON (id % 2), (price / 2) FROM orders;
ALTER STATISTICS together SET STATISTICS 50;
CREATE SEQUENCE alone AS smallint INCREMENT -2 CYCLE CACHE 4;
SELECT nextval('alone');
CREATE SEQUENCE of_code OWNED BY customers.code;

-- Views: on functions, on each other, of a whole row by its key, with rules; filled and not
CREATE VIEW on_function AS SELECT twice(id) AS two, product(id) AS p FROM customers GROUP BY 1;
CREATE VIEW by_key AS SELECT c.*, count(*) FROM customers c JOIN orders o ON o.customer = c.id GROUP BY c.id;
CREATE VIEW on_view WITH (security_barrier) AS SELECT id, count FROM by_key;
CREATE VIEW checked AS SELECT id, x FROM elsewhere.empty WHERE id > 0 WITH LOCAL CHECK OPTION;
ALTER VIEW checked ALTER x SET DEFAULT 'c';
CREATE RECURSIVE VIEW counts (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM counts WHERE n < 5;
CREATE MATERIALIZED VIEW sums AS SELECT customer, sum(price) FROM orders GROUP BY 1;
CREATE UNIQUE INDEX sums_customer ON sums (customer);
CREATE MATERIALIZED VIEW sums_of_sums AS SELECT count(*) AS all, max(sum) FROM sums;
CREATE MATERIALIZED VIEW by_key_kept AS SELECT c.id, c.pad, count(*) FROM customers c JOIN orders o ON o.customer = c.id GROUP BY c.id;
CREATE MATERIALIZED VIEW on_put_off AS SELECT count(*) FROM by_key;
CREATE MATERIALIZED VIEW not_filled AS SELECT 1 AS x WITH NO DATA;
CREATE INDEX not_filled_x ON not_filled (x);
CREATE TABLE from_view (a int, b bigint);
CREATE RULE "_RETURN" AS ON SELECT TO from_view DO INSTEAD SELECT id AS a, count AS b FROM on_view;
CREATE RULE nothing AS ON DELETE TO strays WHERE old.customer > 0 DO INSTEAD NOTHING;
CREATE RULE writes AS ON INSERT TO checked DO ALSO INSERT INTO strays VALUES (new.id);

-- Triggers, row security
CREATE TRIGGER each BEFORE INSERT OR UPDATE OF pad ON customers FOR EACH ROW WHEN (new.id > 0) EXECUTE FUNCTION hooks();
CREATE TRIGGER of_root AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION hooks();
CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON orders DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hooks();
CREATE TRIGGER instead INSTEAD OF UPDATE ON on_view FOR EACH ROW EXECUTE FUNCTION hooks();
ALTER TABLE customers DISABLE TRIGGER each;
ALTER TABLE events_2024 ENABLE ALWAYS TRIGGER of_root;
CREATE EVENT TRIGGER listener ON ddl_command_start WHEN TAG IN ('CREATE INDEX', 'ALTER TABLE') EXECUTE FUNCTION listens();
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE customers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON customers AS RESTRICTIVE FOR SELECT USING (id > 0);
CREATE POLICY other ON orders FOR INSERT WITH CHECK (price < 100 AND EXISTS (SELECT FROM customers));

-- Foreign data, publications, large objects
CREATE FOREIGN DATA WRAPPER nowhere OPTIONS (debug 'true');
CREATE SERVER far FOREIGN DATA WRAPPER nowhere OPTIONS (host 'nobody');
CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (name 'x');
CREATE FOREIGN TABLE far_table (id int OPTIONS (column_name 'x') NOT NULL, pad text) SERVER far OPTIONS (table_name 'y');
CREATE PUBLICATION of_some FOR TABLE customers (id, pad, code) WHERE (id > 3) WITH (publish = 'insert');
CREATE PUBLICATION of_schema FOR TABLE orders, TABLES IN SCHEMA elsewhere;
CREATE PUBLICATION of_all FOR ALL TABLES;
SELECT lo_from_bytea(0, decode(repeat('00ff5c2e0a', 4000), 'hex')) FROM generate_series(1, 60);
SELECT lo_from_bytea(424242, 'a');
COMMENT ON LARGE OBJECT 424242 IS 'one of those';

COMMENT ON TABLE customers IS 'l''été ; \. -- none';
COMMENT ON COLUMN customers.pad IS 'filling';
COMMENT ON INDEX with_class IS 'an index';
COMMENT ON INDEX by_customer IS 'of the root';
COMMENT ON CONSTRAINT egg_hen ON egg IS 'a key';
COMMENT ON CONSTRAINT rather ON without_key IS 'not valid';
COMMENT ON VIEW by_key IS 'put off';
COMMENT ON COLUMN by_key.pad IS 'of a view that is put off';
COMMENT ON MATERIALIZED VIEW sums IS 'kept';
COMMENT ON TRIGGER each ON customers IS 'a trigger';
COMMENT ON RULE nothing ON strays IS 'a rule';
COMMENT ON POLICY mine ON customers IS 'a policy';
COMMENT ON EVENT TRIGGER listener IS 'an event trigger';
COMMENT ON STATISTICS together IS 'statistics';
COMMENT ON SEQUENCE alone IS 'a sequence';
COMMENT ON TYPE mood IS 'a type';
COMMENT ON DOMAIN code IS 'a domain';
COMMENT ON COLLATION loose IS 'a collation';
COMMENT ON TEXT SEARCH CONFIGURATION plain_fr IS 'a configuration';
COMMENT ON FOREIGN TABLE far_table IS 'a foreign table';
COMMENT ON SERVER far IS 'a server';
COMMENT ON PUBLICATION of_all IS 'a publication';
COMMENT ON OPERATOR CLASS by_number USING btree IS 'a class';
