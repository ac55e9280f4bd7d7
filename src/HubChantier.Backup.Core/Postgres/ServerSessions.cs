using System.Globalization;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Postgres;

/// <summary>The sessions in a database.</summary>
internal static class ServerSessions
{
    /// <summary>The condition that our role may end a session of pg_stat_activity (PostgreSQL's documentation, pg_terminate_backend).</summary>
    public static string MayEnd(string alias)
        => $"{alias}.usesysid IS NOT NULL AND ((SELECT rolsuper FROM pg_roles WHERE rolname = current_user) "
            + $"OR (NOT (SELECT rolsuper FROM pg_roles WHERE oid = {alias}.usesysid) "
            + $"AND (pg_has_role({alias}.usesysid, 'USAGE') OR pg_has_role('pg_signal_backend', 'USAGE'))))";

    /// <summary>All but our own, oldest first; the server's own workers are no sessions.</summary>
    public static async Task<IReadOnlyList<HubSession>> ListAsync(IDatabaseSession session, uint database, CancellationToken token)
    {
        IReadOnlyList<IReadOnlyList<string?>> rows = await session.QueryAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SELECT a.pid, a.usename, coalesce(a.application_name, ''), host(a.client_addr), a.state, to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), {MayEnd("a")}
                  FROM pg_stat_activity a WHERE a.datid = {database} AND a.usesysid IS NOT NULL AND a.application_name <> current_setting('application_name') ORDER BY a.backend_start
                """),
            token).ConfigureAwait(false);
        return [.. rows.Select(row => new HubSession
        {
            ProcessId = int.Parse(row[0]!, CultureInfo.InvariantCulture),
            User = row[1]!,
            Application = row[2]!,
            ClientAddress = row[3],
            State = row[4],
            Since = row[5] is null ? null : DateTimeOffset.Parse(row[5]!, CultureInfo.InvariantCulture),
            MayBeEnded = row[6] == "t",
        })];
    }
}
