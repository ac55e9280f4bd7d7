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
        SELECT kind, name, closed, refused FROM (
          SELECT CASE WHEN c.relkind = 'S' THEN 'sequence' ELSE 'table' END AS kind, format('%I.%I', n.nspname, c.relname) AS name,
                 CASE WHEN NOT has_schema_privilege(n.oid, 'USAGE') THEN quote_ident(n.nspname) END AS closed,
                 NOT CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(c.oid, 'SELECT') ELSE has_table_privilege(c.oid, 'SELECT') END AS refused
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE c.relkind IN ('r', 'p', 'S') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
             AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
          UNION ALL
          SELECT 'row security', format('%I.%I', n.nspname, c.relname), NULL, true
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE c.relkind IN ('r', 'p') AND row_security_active(c.oid)
          UNION ALL
          SELECT 'large object', m.oid::text, NULL, true
            FROM pg_largeobject_metadata m
           WHERE NOT pg_has_role(m.lomowner, 'USAGE')
             AND NOT EXISTS (SELECT FROM aclexplode(m.lomacl) a
                              WHERE a.privilege_type = 'SELECT' AND (a.grantee = 0 OR pg_has_role(a.grantee, 'USAGE')))
        ) missing WHERE closed IS NOT NULL OR refused ORDER BY kind, name
        """;

    /// <summary>Each of them.</summary>
    public static async Task<IReadOnlyList<MissingRight>> ListAsync(IDatabaseSession session, CancellationToken token)
    {
        IReadOnlyList<IReadOnlyList<string?>> rows = await session.QueryAsync(Missing, token).ConfigureAwait(false);
        return [.. rows.Select(row => new MissingRight(Kind(row[0]!), row[1]!, row[2], row[3] == "t"))];
    }

    /// <summary>Each of them, as people name it.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(IDatabaseSession session, CancellationToken token)
    {
        IReadOnlyList<MissingRight> missing = await ListAsync(session, token).ConfigureAwait(false);
        return [.. missing.Select(right => string.Format(CultureInfo.CurrentCulture, Format(right.Kind), right.Name))];
    }

    /// <summary>The first of them, and how many more there are.</summary>
    public static string Describe(IReadOnlyList<string> missing)
    {
        string named = string.Join("; ", missing.Take(MostNamed));
        return missing.Count <= MostNamed ? named : string.Format(CultureInfo.CurrentCulture, Strings.AndMore, named, missing.Count - MostNamed);
    }

    private static MissingRightKind Kind(string kind) => kind switch
    {
        "sequence" => MissingRightKind.Sequence,
        "table" => MissingRightKind.Table,
        "row security" => MissingRightKind.RowSecurity,
        _ => MissingRightKind.LargeObject,
    };

    private static string Format(MissingRightKind kind) => kind switch
    {
        MissingRightKind.Sequence => Strings.NoSelectOnSequence,
        MissingRightKind.Table => Strings.NoSelectOnTable,
        MissingRightKind.RowSecurity => Strings.RowSecurityActive,
        _ => Strings.NoSelectOnLargeObject,
    };
}
