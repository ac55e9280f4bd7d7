namespace HubChantier.Backup.Postgres;

/// <summary>
/// What is asked and told in the side database to take single tables out of it. The chosen tables stand in the temporary table hub_chosen.
/// </summary>
internal static class TableMoveSql
{
    /// <summary>Chooses tables by name, and of a partitioned one all partitions: its rows are theirs. {0} is a list of (schema, name).</summary>
    public const string Choose = """
        CREATE TEMP TABLE hub_chosen AS
        WITH RECURSIVE t(oid) AS (
          SELECT c.oid FROM (VALUES {0}) v(s, n) JOIN pg_namespace p ON p.nspname = v.s JOIN pg_class c ON c.relnamespace = p.oid AND c.relname = v.n
           WHERE c.relkind IN ('r', 'p')
          UNION
          SELECT i.inhrelid FROM t JOIN pg_class p ON p.oid = t.oid AND p.relkind = 'p' JOIN pg_inherits i ON i.inhparent = t.oid)
        SELECT t.oid FROM t;
        SELECT n.nspname, c.relname, c.relkind FROM hub_chosen JOIN pg_class c USING (oid) JOIN pg_namespace n ON n.oid = c.relnamespace ORDER BY c.oid
        """;

    /// <summary>A query: the sequences that belong to the chosen tables, which follow them.</summary>
    public const string Sequences = """
        SELECT n.nspname, s.relname FROM pg_depend d JOIN hub_chosen h ON h.oid = d.refobjid JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
          JOIN pg_namespace n ON n.oid = s.relnamespace
         WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
        """;

    /// <summary>A query: what never comes along (statement that takes it away, kind, name, table). A trigger would act on live tables, and so may a rule; policies name live roles.</summary>
    public const string Left = """
        SELECT format(CASE WHEN c.relispartition THEN 'ALTER TABLE %2$s DETACH PARTITION %1$s' ELSE 'ALTER TABLE %1$s NO INHERIT %2$s' END, i.inhrelid::regclass, i.inhparent::regclass),
               'INHERITS', i.inhparent::regclass::text, i.inhrelid::regclass::text
          FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
         WHERE i.inhrelid IN (TABLE hub_chosen) AND i.inhparent NOT IN (TABLE hub_chosen) AND c.relkind IN ('r', 'p')
        UNION ALL
        SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname), 'FOREIGN KEY', conname, conrelid::regclass::text
          FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 AND conrelid IN (TABLE hub_chosen) AND confrelid NOT IN (TABLE hub_chosen)
        UNION ALL
        SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass), 'TRIGGER', tgname, tgrelid::regclass::text
          FROM pg_trigger WHERE NOT tgisinternal AND tgparentid = 0 AND tgrelid IN (TABLE hub_chosen)
        UNION ALL
        SELECT format('DROP RULE %I ON %s', rulename, ev_class::regclass), 'RULE', rulename, ev_class::regclass::text
          FROM pg_rewrite WHERE ev_class IN (TABLE hub_chosen)
        UNION ALL
        SELECT format('DROP POLICY %I ON %s', polname, polrelid::regclass), 'POLICY', polname, polrelid::regclass::text
          FROM pg_policy WHERE polrelid IN (TABLE hub_chosen)
        UNION ALL
        SELECT format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY', oid::regclass), 'ROW LEVEL SECURITY', '', oid::regclass::text
          FROM pg_class WHERE (relrowsecurity OR relforcerowsecurity) AND oid IN (TABLE hub_chosen)
        """;

    /// <summary>
    /// A query: what comes along only if the live database has what it needs (statement that takes it away, kind, name, table, what it needs): defaults,
    /// generated columns, checks, indexes and statistics. Parts of partitions and children that come from their parents go with those.
    /// </summary>
    public const string Leaning = """
        SELECT p.statement, p.kind, p.name, p.rel::regclass::text, i.type || ' ' || i.identity
          FROM (
            SELECT format('ALTER TABLE %s ALTER COLUMN %I DROP %s', a.attrelid::regclass, a.attname, CASE a.attgenerated WHEN '' THEN 'DEFAULT' ELSE 'EXPRESSION' END) AS statement,
                   CASE a.attgenerated WHEN '' THEN 'DEFAULT' ELSE 'GENERATED' END AS kind, a.attname AS name, a.attrelid AS rel, 'pg_attrdef'::regclass AS classid, d.oid
              FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
             WHERE a.attgenerated = '' OR a.attislocal
            UNION ALL
            SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname), 'CHECK', conname, conrelid, 'pg_constraint'::regclass, oid
              FROM pg_constraint WHERE contype = 'c' AND coninhcount = 0
            UNION ALL
            SELECT CASE WHEN n.oid IS NULL THEN format('DROP INDEX %s', c.oid::regclass) ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', i.indrelid::regclass, n.conname) END,
                   'INDEX', c.relname, i.indrelid, 'pg_class'::regclass, c.oid
              FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid AND NOT c.relispartition LEFT JOIN pg_constraint n ON n.conindid = c.oid AND n.contype IN ('p', 'u', 'x')
            UNION ALL
            SELECT format('DROP STATISTICS %I.%I', n.nspname, s.stxname), 'STATISTICS', s.stxname, s.stxrelid, 'pg_statistic_ext'::regclass, s.oid
              FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace) p
          JOIN pg_depend d ON d.classid = p.classid AND d.objid = p.oid AND d.refobjid >= 16384
               AND d.refclassid IN ('pg_proc'::regclass, 'pg_class'::regclass, 'pg_operator'::regclass, 'pg_opclass'::regclass, 'pg_collation'::regclass)
          CROSS JOIN LATERAL pg_identify_object(d.refclassid, d.refobjid, 0) i
         WHERE p.rel IN (TABLE hub_chosen) AND d.refobjid NOT IN (TABLE hub_chosen)
           AND NOT EXISTS (SELECT FROM pg_depend o WHERE o.classid = d.refclassid AND o.objid = d.refobjid AND o.deptype IN ('a', 'i')
                              AND o.refclassid = 'pg_class'::regclass AND o.refobjid IN (TABLE hub_chosen))
        """;

    /// <summary>A query for the live database: what parts of tables may lean on there.</summary>
    public const string Present = """
        SELECT i.type || ' ' || i.identity FROM (
          SELECT 'pg_proc'::regclass AS classid, oid FROM pg_proc
          UNION ALL SELECT 'pg_class'::regclass, oid FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
          UNION ALL SELECT 'pg_operator'::regclass, oid FROM pg_operator
          UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass
          UNION ALL SELECT 'pg_collation'::regclass, oid FROM pg_collation) x
         CROSS JOIN LATERAL pg_identify_object(x.classid, x.oid, 0) i WHERE x.oid >= 16384
        """;

    /// <summary>A query: the enums, domains, composite and range types of a database and what they are. Those of extensions are the extension's matter.</summary>
    public const string Types = """
        SELECT format('%I.%I', n.nspname, t.typname), t.typtype::text || ' ' || coalesce(CASE t.typtype
            WHEN 'e' THEN (SELECT string_agg(quote_literal(enumlabel), ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid)
            WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod) || t.typnotnull::text || coalesce((SELECT string_agg(pg_get_constraintdef(oid), ',' ORDER BY conname) FROM pg_constraint WHERE contypid = t.oid), '')
            WHEN 'c' THEN (SELECT string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = t.typrelid AND attnum > 0 AND NOT attisdropped)
            WHEN 'r' THEN (SELECT format_type(rngsubtype, NULL) FROM pg_range WHERE rngtypid = t.oid) END, '')
          FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
         WHERE t.oid >= 16384 AND t.typtype IN ('e', 'd', 'c', 'r') AND (c.oid IS NULL OR c.relkind = 'c')
           AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
        """;

    /// <summary>The same, of those types only that the chosen tables' columns are made of.</summary>
    public const string NeededTypes = $"""
        WITH RECURSIVE need(oid) AS (
          SELECT a.atttypid FROM pg_attribute a WHERE a.attrelid IN (TABLE hub_chosen) AND a.attnum > 0 AND NOT a.attisdropped
          UNION
          SELECT x.oid FROM need JOIN pg_type t ON t.oid = need.oid CROSS JOIN LATERAL (
            SELECT t.typelem UNION ALL SELECT t.typbasetype
            UNION ALL SELECT atttypid FROM pg_attribute WHERE attrelid = t.typrelid AND attnum > 0 AND NOT attisdropped
            UNION ALL SELECT rngsubtype FROM pg_range WHERE rngtypid = t.oid
            UNION ALL SELECT rngtypid FROM pg_range WHERE to_jsonb(pg_range) ->> 'rngmultitypid' = t.oid::text) x(oid)
           WHERE x.oid <> 0)
        {Types} AND t.oid IN (TABLE need)
        """;

    /// <summary>A query: the statements that move the chosen tables. {0} is the schema's name as a literal.</summary>
    public const string Move = "SELECT format('ALTER TABLE %s SET SCHEMA %I', oid::regclass, {0}) FROM hub_chosen";
}
