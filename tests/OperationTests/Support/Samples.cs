namespace HubChantier.Backup.OperationTests.Support;

/// <summary>SQL for databases with much of what PostgreSQL knows.</summary>
public static class Samples
{
    /// <summary>By the superuser: extensions, one of them untrusted, and the right to comment on none.</summary>
    public const string Extensions = "CREATE EXTENSION pgcrypto; CREATE EXTENSION pageinspect; COMMENT ON EXTENSION pgcrypto IS 'chiffre'; ALTER SCHEMA public OWNER TO hubchantier; COMMENT ON SCHEMA public IS 'à tous'; GRANT ALL ON SCHEMA public TO PUBLIC;";

    /// <summary>By the role: all kinds of objects that depend on each other.</summary>
    public const string Everything = """
        CREATE SCHEMA extra;
        CREATE EXTENSION citext WITH SCHEMA extra;
        CREATE SCHEMA "Été";
        CREATE TYPE public.statut AS ENUM ('ouvert', 'fermé');
        CREATE DOMAIN "Été".montant AS numeric CHECK (VALUE >= 0);
        CREATE TYPE "Été".comp AS (a int, b text);
        CREATE TYPE public.plage AS RANGE (subtype = float8);
        CREATE TABLE public.t (id serial PRIMARY KEY, s statut, v extra.citext, m "Été".montant, g int GENERATED ALWAYS AS IDENTITY,
          z int DEFAULT 5 CHECK (z > 0), c int GENERATED ALWAYS AS (z * 2) STORED);
        CREATE TABLE "Été"."pa""r
        t" (id bigint, d date) PARTITION BY RANGE (d);
        CREATE TABLE "Été".p1 PARTITION OF "Été"."pa""r
        t" FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
        CREATE TABLE par_enum (s statut, i int) PARTITION BY HASH (s);
        CREATE TABLE par_enum_0 PARTITION OF par_enum FOR VALUES WITH (MODULUS 2, REMAINDER 0);
        CREATE TABLE par_enum_1 PARTITION OF par_enum FOR VALUES WITH (MODULUS 2, REMAINDER 1);
        CREATE TABLE inh (x text) INHERITS (public.t);
        ALTER TABLE inh REPLICA IDENTITY FULL;
        CREATE TABLE fk (t int REFERENCES public.t DEFERRABLE INITIALLY DEFERRED, u uuid DEFAULT gen_random_uuid());
        CREATE VIEW public.v AS SELECT id, s FROM t;
        CREATE MATERIALIZED VIEW mv AS SELECT * FROM v;
        CREATE FUNCTION f(a t) RETURNS statut LANGUAGE sql BEGIN ATOMIC SELECT a.s; END;
        CREATE PROCEDURE pr(int) LANGUAGE plpgsql AS 'BEGIN COMMIT; END';
        CREATE AGGREGATE agg(int) (SFUNC = int4pl, STYPE = int);
        CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
        CREATE COLLATION col FROM "C";
        CREATE TEXT SEARCH DICTIONARY dd (TEMPLATE = simple);
        CREATE TEXT SEARCH CONFIGURATION tc (COPY = simple);
        CREATE STATISTICS st ON id, z FROM t;
        CREATE PUBLICATION pub FOR TABLE t;
        CREATE SEQUENCE sq MINVALUE -9223372036854775808 START -9223372036854775808;
        CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER tr BEFORE INSERT ON fk FOR EACH ROW EXECUTE FUNCTION trg();
        ALTER TABLE fk ENABLE ROW LEVEL SECURITY;
        CREATE POLICY po ON fk USING (true);
        ALTER TABLE t ADD CONSTRAINT later CHECK (id < 1000000) NOT VALID;
        INSERT INTO t (s, v, m) SELECT 'ouvert', 'x' || g, g FROM generate_series(1, 3000) g;
        INSERT INTO inh (s, x, g) SELECT 'fermé', E'a\tb\n' || g, g FROM generate_series(1, 7) g;
        INSERT INTO fk SELECT g FROM generate_series(1, 3000) g;
        INSERT INTO par_enum SELECT 'ouvert', g FROM generate_series(1, 10) g;
        INSERT INTO par_enum SELECT 'fermé', g FROM generate_series(1, 10) g;
        INSERT INTO "Été"."pa""r
        t" SELECT g, '2025-05-05' FROM generate_series(1, 11) g;
        SELECT nextval('sq');
        SELECT lo_from_bytea(0, decode(repeat('00ff', 20000), 'hex')), lo_create(0);
        REFRESH MATERIALIZED VIEW mv;
        """;

    /// <summary>Rows enough that a client program can be stopped in their midst.</summary>
    public const string ManyRows = """
        CREATE TABLE lignes (id serial PRIMARY KEY, texte text NOT NULL);
        INSERT INTO lignes (texte) SELECT 'ligne ' || g || repeat('x', 200) FROM generate_series(1, 8000) g;
        CREATE INDEX ON lignes (texte);
        ALTER TABLE lignes ADD CONSTRAINT courte CHECK (length(texte) < 500) NOT VALID;
        CREATE MATERIALIZED VIEW compte AS SELECT count(*) FROM lignes;
        SELECT lo_from_bytea(0, 'abc');
        """;
}
