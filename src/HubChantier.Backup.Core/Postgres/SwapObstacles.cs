using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Postgres;

/// <summary>What stays with a database, or holds it, when another takes its name.</summary>
internal static class SwapObstacles
{
    /// <summary>Prepared transactions of a database, which no ended session takes with it.</summary>
    public static Task<IReadOnlyList<string>> PreparedAsync(IDatabaseSession session, string database, CancellationToken token)
        => NamesAsync(session, $"SELECT gid FROM pg_prepared_xacts WHERE database = {SqlText.Literal(database)} ORDER BY 1", token);

    /// <summary>Logical replication slots of a database.</summary>
    public static Task<IReadOnlyList<string>> SlotsAsync(IDatabaseSession session, uint database, CancellationToken token)
        => NamesAsync(session, string.Create(CultureInfo.InvariantCulture, $"SELECT slot_name FROM pg_replication_slots WHERE datoid = {database} ORDER BY 1"), token);

    /// <summary>Subscriptions of a database.</summary>
    public static Task<IReadOnlyList<string>> SubscriptionsAsync(IDatabaseSession session, uint database, CancellationToken token)
        => NamesAsync(session, string.Create(CultureInfo.InvariantCulture, $"SELECT subname FROM pg_subscription WHERE subdbid = {database} ORDER BY 1"), token);

    private static async Task<IReadOnlyList<string>> NamesAsync(IDatabaseSession session, string sql, CancellationToken token)
    {
        IReadOnlyList<IReadOnlyList<string?>> rows = await session.QueryAsync(sql, token).ConfigureAwait(false);
        return [.. rows.Select(row => row[0]!)];
    }
}
