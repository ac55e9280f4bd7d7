using System.Globalization;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Postgres;

/// <summary>What a dump would read and the session's role may not.</summary>
internal static class ReadRights
{
    private const int MostNamed = 5;

    /// <summary>
    /// What pg_dump reads: rows of tables, values of sequences, large objects, but not an extension's own. Row security counts for the
    /// owner too where it is forced. Large objects have no has_…_privilege before version 18.
    /// </summary>
    private const string Missing = """
        SELECT kind, name FROM (
          SELECT CASE WHEN c.relkind = 'S' THEN 'sequence' ELSE 'table' END AS kind, format('%I.%I', n.nspname, c.relname) AS name
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE c.relkind IN ('r', 'p', 'S') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
             AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
             AND NOT (has_schema_privilege(n.oid, 'USAGE')
                      AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(c.oid, 'SELECT') ELSE has_table_privilege(c.oid, 'SELECT') END)
          UNION ALL
          SELECT 'row security', format('%I.%I', n.nspname, c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE c.relkind IN ('r', 'p') AND row_security_active(c.oid)
          UNION ALL
          SELECT 'large object', m.oid::text
            FROM pg_largeobject_metadata m
           WHERE NOT pg_has_role(m.lomowner, 'USAGE')
             AND NOT EXISTS (SELECT FROM aclexplode(m.lomacl) a
                              WHERE a.privilege_type = 'SELECT' AND (a.grantee = 0 OR pg_has_role(a.grantee, 'USAGE')))
        ) missing ORDER BY kind, name
        """;

    /// <summary>Each of them, as people name it.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(IDatabaseSession session, CancellationToken token)
    {
        IReadOnlyList<IReadOnlyList<string?>> rows = await session.QueryAsync(Missing, token).ConfigureAwait(false);
        return [.. rows.Select(row => string.Format(CultureInfo.CurrentCulture, Format(row[0]!), row[1]))];
    }

    /// <summary>The first of them, and how many more there are.</summary>
    public static string Describe(IReadOnlyList<string> missing)
    {
        string named = string.Join("; ", missing.Take(MostNamed));
        return missing.Count <= MostNamed ? named : string.Format(CultureInfo.CurrentCulture, Strings.AndMore, named, missing.Count - MostNamed);
    }

    private static string Format(string kind) => kind switch
    {
        "sequence" => Strings.NoSelectOnSequence,
        "table" => Strings.NoSelectOnTable,
        "row security" => Strings.RowSecurityActive,
        _ => Strings.NoSelectOnLargeObject,
    };
}
