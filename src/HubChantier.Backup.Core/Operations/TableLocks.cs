using System.Globalization;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Operations;

/// <summary>Finds who keeps pg_dump from a table: its lock conflicts with ACCESS EXCLUSIVE alone (PostgreSQL's documentation, 13.3.1).</summary>
internal static class TableLocks
{
    private const string Holder = """
        SELECT a.pid, a.usename, a.state, left(regexp_replace(a.query, '\s+', ' ', 'g'), 200)
          FROM pg_locks l JOIN pg_stat_activity a USING (pid)
         WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock' AND l.granted
           AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
         ORDER BY a.xact_start LIMIT 1
        """;

    /// <summary>Names the oldest session that holds such a lock; empty if it is gone meanwhile.</summary>
    public static async Task<string> DescribeHolderAsync(IDatabaseSession session, CancellationToken token)
    {
        IReadOnlyList<IReadOnlyList<string?>> rows = await session.QueryAsync(Holder, token).ConfigureAwait(false);
        return rows.Count == 0
            ? ""
            : string.Format(CultureInfo.CurrentCulture, Strings.TableLockedBy, rows[0][0], rows[0][1], rows[0][2], rows[0][3]);
    }
}
