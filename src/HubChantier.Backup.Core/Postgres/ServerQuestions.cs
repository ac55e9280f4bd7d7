using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Postgres;

/// <summary>What is asked of a server, as SQL that every version from 13 on understands.</summary>
public static class ServerQuestions
{
    // A column that a version lacks is null in the row's JSON: datlocprovider came with 15, daticulocale became datlocale with 17.
    private const string Describe = """
        SELECT current_setting('server_version'), current_setting('server_version_num'), pg_encoding_to_char(d.encoding),
               d.datcollate, d.datctype,
               CASE coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' END,
               coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale'),
               pg_get_userbyid(d.datdba)
          FROM pg_database d WHERE d.datname = current_database()
        """;

    /// <summary>The server and the session's database.</summary>
    public static async Task<HubServer> DescribeAsync(IDatabaseSession session, ConnectionSettings connection, CancellationToken token)
    {
        IReadOnlyList<string?> row = (await session.QueryAsync(Describe, token).ConfigureAwait(false))[0];
        string? identifier = await SystemIdentifierAsync(session, token).ConfigureAwait(false);
        return new HubServer
        {
            Host = connection.ComposeService is { } service ? "compose:" + service : connection.Host,
            Port = connection.Port,
            Version = row[0]!.Split(' ')[0],
            VersionNumber = int.Parse(row[1]!, CultureInfo.InvariantCulture),
            SystemIdentifier = identifier,
            Encoding = row[2]!,
            Collate = row[3]!,
            Ctype = row[4]!,
            LocaleProvider = row[5]!,
            Locale = row[6],
            Owner = row[7]!,
        };
    }

    /// <summary>What tells a server from every other, its own copies apart; null where the role may not ask.</summary>
    public static async Task<string?> SystemIdentifierAsync(IDatabaseSession session, CancellationToken token)
        => await ScalarAsync(session, "SELECT has_function_privilege('pg_catalog.pg_control_system()', 'execute')", token).ConfigureAwait(false) == "t"
            ? await ScalarAsync(session, "SELECT system_identifier FROM pg_control_system()", token).ConfigureAwait(false)
            : null;

    /// <summary>The version of the session's server.</summary>
    public static async Task<PostgresVersion> VersionAsync(IDatabaseSession session, CancellationToken token)
        => PostgresVersion.FromNumber(int.Parse(
            (await ScalarAsync(session, "SELECT current_setting('server_version_num')", token).ConfigureAwait(false))!, CultureInfo.InvariantCulture));

    /// <summary>The extensions of the session's database.</summary>
    public static async Task<IReadOnlyList<HubExtension>> ExtensionsAsync(IDatabaseSession session, CancellationToken token)
    {
        IReadOnlyList<IReadOnlyList<string?>> rows = await session.QueryAsync(
            "SELECT extname, extversion FROM pg_extension ORDER BY extname", token).ConfigureAwait(false);
        return [.. rows.Select(row => new HubExtension { Name = row[0]!, Version = row[1]! })];
    }

    /// <summary>Size of the session's database on the server's disk, in bytes.</summary>
    public static Task<long> DatabaseSizeAsync(IDatabaseSession session, CancellationToken token)
        => NumberAsync(session, "SELECT pg_database_size(current_database())", token);

    /// <summary>OID of a database; null if there is none of that name.</summary>
    internal static async Task<uint?> DatabaseOidAsync(IDatabaseSession session, string database, CancellationToken token)
        => await ScalarAsync(session, $"SELECT oid FROM pg_database WHERE datname = {SqlText.Literal(database)}", token).ConfigureAwait(false) is { } oid
            ? uint.Parse(oid, CultureInfo.InvariantCulture)
            : null;

    /// <summary>Comment on a database; null if it has none.</summary>
    internal static Task<string?> DatabaseCommentAsync(IDatabaseSession session, uint database, CancellationToken token)
        => ScalarAsync(session, string.Create(CultureInfo.InvariantCulture, $"SELECT shobj_description({database}, 'pg_database')"), token);

    /// <summary>The single value that a question gives, as text; null if it gives none.</summary>
    public static async Task<string?> ScalarAsync(IDatabaseSession session, string sql, CancellationToken token)
    {
        IReadOnlyList<IReadOnlyList<string?>> rows = await session.QueryAsync(sql, token).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0][0];
    }

    /// <summary>The single whole number that a question gives.</summary>
    public static async Task<long> NumberAsync(IDatabaseSession session, string sql, CancellationToken token)
        => long.Parse((await ScalarAsync(session, sql, token).ConfigureAwait(false))!, CultureInfo.InvariantCulture);
}
