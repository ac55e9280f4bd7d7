namespace HubChantier.Backup.Postgres;

/// <summary>
/// SQL that tells a role's own objects of a database from those of others, as every version from 13 on understands it. "Ours" is what a
/// restore in place drops: all that the role owns but its extensions with their members, schema public, the schemas that hold an
/// extension, and other sessions' temporary objects.
/// </summary>
internal static class OwnedObjects
{
    /// <summary>The first OID that initdb does not give (FirstNormalObjectId): what lies below is the server's own.</summary>
    private const string FirstOid = "16384";

    /// <summary>
    /// A WITH list: <c>ours</c> and <c>others</c> (class, OID), <c>gone</c> (all that goes with ours by CASCADE) and <c>parts</c> (what has no
    /// owner but belongs to an object: constraints, triggers …). It is written after <c>WITH RECURSIVE</c>.
    /// </summary>
    public const string Lists = $"""
        owned(classid, objid, owner, nsp) AS (
          SELECT 'pg_class'::regclass::oid, oid, relowner, relnamespace FROM pg_class
          UNION ALL SELECT 'pg_type'::regclass, oid, typowner, typnamespace FROM pg_type
          UNION ALL SELECT 'pg_proc'::regclass, oid, proowner, pronamespace FROM pg_proc
          UNION ALL SELECT 'pg_namespace'::regclass, oid, nspowner, oid FROM pg_namespace
          UNION ALL SELECT 'pg_operator'::regclass, oid, oprowner, oprnamespace FROM pg_operator
          UNION ALL SELECT 'pg_opclass'::regclass, oid, opcowner, opcnamespace FROM pg_opclass
          UNION ALL SELECT 'pg_opfamily'::regclass, oid, opfowner, opfnamespace FROM pg_opfamily
          UNION ALL SELECT 'pg_collation'::regclass, oid, collowner, collnamespace FROM pg_collation
          UNION ALL SELECT 'pg_conversion'::regclass, oid, conowner, connamespace FROM pg_conversion
          UNION ALL SELECT 'pg_ts_dict'::regclass, oid, dictowner, dictnamespace FROM pg_ts_dict
          UNION ALL SELECT 'pg_ts_config'::regclass, oid, cfgowner, cfgnamespace FROM pg_ts_config
          UNION ALL SELECT 'pg_statistic_ext'::regclass, oid, stxowner, stxnamespace FROM pg_statistic_ext
          UNION ALL SELECT 'pg_foreign_server'::regclass, oid, srvowner, 0::oid FROM pg_foreign_server
          UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid, fdwowner, 0::oid FROM pg_foreign_data_wrapper
          UNION ALL SELECT 'pg_publication'::regclass, oid, pubowner, 0::oid FROM pg_publication
          UNION ALL SELECT 'pg_language'::regclass, oid, lanowner, 0::oid FROM pg_language
          UNION ALL SELECT 'pg_extension'::regclass, oid, extowner, 0::oid FROM pg_extension
          UNION ALL SELECT 'pg_largeobject'::regclass, oid, lomowner, 0::oid FROM pg_largeobject_metadata),
        ours(classid, objid) AS (
          SELECT classid, objid FROM owned o
           WHERE owner = (SELECT oid FROM pg_roles WHERE rolname = current_user) AND objid >= {FirstOid}
             AND classid <> 'pg_extension'::regclass
             AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = o.classid AND d.objid = o.objid AND d.deptype = 'e')
             AND NOT EXISTS (SELECT FROM pg_namespace n WHERE n.oid = o.nsp AND n.nspname ~ '^pg_(toast_)?temp_')
             AND NOT (classid = 'pg_namespace'::regclass AND (
                   objid = (SELECT oid FROM pg_namespace WHERE nspname = 'public') OR objid IN (SELECT extnamespace FROM pg_extension)))),
        others(classid, objid) AS (
          SELECT classid, objid FROM owned WHERE objid >= {FirstOid}
          EXCEPT SELECT classid, objid FROM ours
          -- The functions that make a range are part of its type, whoever owns them.
          EXCEPT SELECT d.classid, d.objid FROM pg_depend d JOIN ours o ON o.classid = d.refclassid AND o.objid = d.refobjid WHERE d.deptype = 'i'),
        gone(classid, objid) AS (
          SELECT classid, objid FROM ours
          UNION
          SELECT d.classid, d.objid FROM gone g CROSS JOIN LATERAL (
            SELECT classid, objid FROM pg_depend WHERE refclassid = g.classid AND refobjid = g.objid AND deptype <> 'e'
            UNION ALL
            SELECT refclassid, refobjid FROM pg_depend WHERE classid = g.classid AND objid = g.objid AND deptype = 'i') d),
        parts(classid, objid, refclassid, refobjid) AS (
          SELECT classid, objid, refclassid, refobjid FROM pg_depend
           WHERE deptype IN ('a', 'i') AND objsubid = 0 AND classid IN ('pg_constraint'::regclass, 'pg_trigger'::regclass, 'pg_policy'::regclass,
                 'pg_rewrite'::regclass, 'pg_attrdef'::regclass, 'pg_publication_rel'::regclass))
        """;

    /// <summary>A query: what would go by CASCADE although it is not ours, described.</summary>
    public const string InTheWay = $"""
        WITH RECURSIVE {Lists}
        SELECT pg_describe_object(classid, objid, 0) FROM (
          SELECT classid, objid FROM gone JOIN others USING (classid, objid)
          UNION
          SELECT p.classid, p.objid FROM gone JOIN parts p USING (classid, objid)
            JOIN others o ON o.classid = p.refclassid AND o.objid = p.refobjid) x
         ORDER BY 1 LIMIT 10
        """;

    /// <summary>A query of one number: the locks that dropping all of ours takes, one for each object with its parts (8j: they last until the end).</summary>
    public const string LockCount = $"""
        WITH RECURSIVE {Lists}
        SELECT count(*) FROM gone
        """;

    /// <summary>A query: all that is not ours, part by part and column by column (class, OID, column).</summary>
    public const string Others = $"""
        WITH RECURSIVE {Lists}
        SELECT classid, objid, 0 AS objsubid FROM others
        UNION
        SELECT p.classid, p.objid, 0 FROM parts p JOIN others o ON o.classid = p.refclassid AND o.objid = p.refobjid
        UNION
        SELECT o.classid, o.objid, a.attnum FROM others o JOIN pg_attribute a ON o.classid = 'pg_class'::regclass AND a.attrelid = o.objid
         WHERE a.attnum > 0 AND NOT a.attisdropped
        """;

    /// <summary>
    /// A query: what of ours can be dropped by itself (class, OID), schemas first, then relations. pg_shdepend has an entry for each object
    /// with an owner of its own; indexes, row types and the like have none.
    /// </summary>
    public const string ToDrop = $"""
        WITH RECURSIVE {Lists}
        SELECT s.classid, s.objid FROM pg_shdepend s JOIN ours USING (classid, objid)
         WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND s.deptype = 'o' AND s.objsubid = 0
           AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = s.classid AND d.objid = s.objid AND d.deptype = 'i')
         ORDER BY s.classid <> 'pg_namespace'::regclass, s.classid <> 'pg_class'::regclass, s.objid
        """;
}
