using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>What must hold of a live database before another may take its place.</summary>
internal static class LiveGate
{
    /// <summary>Checks rights, replication, prepared transactions and the sessions that are there.</summary>
    public static async Task CheckAsync(IDatabaseSession maintenance, RestoreRequest request, HubRestorePlan plan, uint live, CancellationToken token)
    {
        await CheckRightsAsync(maintenance, request.Database, live, token).ConfigureAwait(false);
        await CheckPreparedAsync(maintenance, request.Database, token).ConfigureAwait(false);
        if (!request.AllowReplicationLoss)
        {
            await CheckReplicationAsync(maintenance, request.Database, live, token).ConfigureAwait(false);
        }

        if (plan.Sessions.Where(session => !session.MayBeEnded).ToList() is { Count: > 0 } others)
        {
            throw Failed(BackupFailure.SessionsInTheWay, request.Database, Strings.SessionsMayNotBeEnded, request.Database, string.Join(", ", others));
        }
    }

    /// <summary>Checks that the role may rename: the owner's right, with CREATEDB, or a superuser's (PostgreSQL's documentation, ALTER DATABASE).</summary>
    public static async Task CheckRightsAsync(IDatabaseSession maintenance, string database, uint live, CancellationToken token)
    {
        IReadOnlyList<string?> row = (await maintenance.QueryAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SELECT r.rolsuper OR pg_has_role(d.datdba, 'USAGE'), r.rolsuper OR r.rolcreatedb, current_user, pg_get_userbyid(d.datdba)
                  FROM pg_database d, pg_roles r WHERE d.oid = {live} AND r.rolname = current_user
                """),
            token).ConfigureAwait(false))[0];
        if (row[0] != "t")
        {
            throw Failed(BackupFailure.PermissionDenied, database, Strings.NotOwner, row[2]!, database, row[3]!);
        }

        if (row[1] != "t")
        {
            throw Failed(BackupFailure.PermissionDenied, database, Strings.NoCreateDb, row[2]!, SqlText.Identifier(row[2]!));
        }
    }

    /// <summary>Checks that no prepared transaction is there, which no ended session takes with it and no rename gets past.</summary>
    public static async Task CheckPreparedAsync(IDatabaseSession maintenance, string database, CancellationToken token)
    {
        IReadOnlyList<string> prepared = await SwapObstacles.PreparedAsync(maintenance, database, token).ConfigureAwait(false);
        if (prepared.Count > 0)
        {
            throw Failed(BackupFailure.SessionsInTheWay, database, Strings.PreparedTransactions, database, string.Join(", ", prepared));
        }
    }

    /// <summary>A slot follows its database when that is renamed, and so does a subscription: the restored one would have neither.</summary>
    private static async Task CheckReplicationAsync(IDatabaseSession maintenance, string database, uint live, CancellationToken token)
    {
        IReadOnlyList<string> slots = await SwapObstacles.SlotsAsync(maintenance, live, token).ConfigureAwait(false);
        IReadOnlyList<string> subscriptions = await SwapObstacles.SubscriptionsAsync(maintenance, live, token).ConfigureAwait(false);
        if (slots.Count + subscriptions.Count > 0)
        {
            string found = string.Join(", ", slots.Select(slot => "slot " + slot).Concat(subscriptions.Select(subscription => "subscription " + subscription)));
            throw Failed(BackupFailure.ReplicationInTheWay, database, Strings.ReplicationInTheWay, database, found);
        }
    }

    private static BackupException Failed(BackupFailure failure, string database, string format, params object[] values)
        => new(failure, string.Format(CultureInfo.CurrentCulture, format, values), subject: database);
}
