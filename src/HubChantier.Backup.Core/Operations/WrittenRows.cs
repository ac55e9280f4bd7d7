using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.Operations;

/// <summary>
/// The server's own count of rows inserted, changed and deleted in a database's tables. Only its growth says something: it begins again at zero when
/// the server crashes or somebody resets it, and a session may be a second late to add to it.
/// </summary>
internal static class WrittenRows
{
    private const string Sum = "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint FROM pg_stat_user_tables";

    /// <summary>The count now.</summary>
    public static async Task<long> CountAsync(IDatabaseServer server, string database, CancellationToken token)
    {
        IDatabaseSession session = await server.ConnectAsync(database, token).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return await ServerQuestions.NumberAsync(session, Sum, token).ConfigureAwait(false);
        }
    }

    /// <summary>Rows written since an earlier count; null where that cannot be said.</summary>
    public static async Task<long?> SinceAsync(IDatabaseServer server, string database, long? earlier, CancellationToken token)
    {
        long now = await CountAsync(server, database, token).ConfigureAwait(false);
        return earlier is { } then && now >= then ? now - then : null;
    }
}
