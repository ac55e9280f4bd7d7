using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.Operations;

/// <summary>The databases that restores and undos set aside: listed, and dropped when somebody asks for it.</summary>
public sealed class KeptDatabases
{
    private readonly IDatabaseServer _server;
    private readonly string _serverName;
    private readonly string? _maintenanceDatabase;

    /// <summary>Makes the list of a server; asks nothing yet.</summary>
    /// <param name="connection">Where the server is.</param>
    /// <param name="server">Answers questions and takes orders.</param>
    /// <param name="maintenanceDatabase">Name of a database to give orders from; null for the first that lets us in.</param>
    public KeptDatabases(ConnectionSettings connection, IDatabaseServer server, string? maintenanceDatabase)
    {
        _serverName = connection.ToString();
        _server = server;
        _maintenanceDatabase = maintenanceDatabase;
    }

    /// <summary>The restores of a database whose previous or undone database is kept, oldest first.</summary>
    /// <param name="database">Name of the database, or null for all.</param>
    /// <param name="token">Cancels.</param>
    public async Task<IReadOnlyList<HubRestore>> ListAsync(string? database, CancellationToken token)
    {
        IDatabaseSession maintenance = await MaintenanceSession.OpenAsync(_server, _maintenanceDatabase, token).ConfigureAwait(false);
        await using (maintenance.ConfigureAwait(false))
        {
            IReadOnlyList<MarkedDatabase> marked = await MarkedDatabase.ListAsync(maintenance, token).ConfigureAwait(false);
            return [.. marked.Where(kept => kept.Mark.Role != DatabaseRole.Side && (database is null || kept.Mark.Of == database)).Select(Describe)];
        }
    }

    /// <summary>The kept database of a name.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.RestoreNotFound"/>: no restore of ours set a database of that name aside.</exception>
    public async Task<HubRestore> FindAsync(string keptDatabase, CancellationToken token)
        => (await ListAsync(database: null, token).ConfigureAwait(false)).FirstOrDefault(restore => restore.KeptDatabase == keptDatabase)
            ?? throw NotFound(keptDatabase);

    /// <summary>Rows written into a kept database after the safety backup; null where that cannot be said.</summary>
    public async Task<long?> WrittenSinceSafetyAsync(HubRestore restore, CancellationToken token)
    {
        MarkedDatabase kept;
        IDatabaseSession maintenance = await MaintenanceSession.OpenAsync(_server, _maintenanceDatabase, token).ConfigureAwait(false);
        await using (maintenance.ConfigureAwait(false))
        {
            kept = await FindMarkedAsync(maintenance, restore, token).ConfigureAwait(false);
        }

        return await WrittenRows.SinceAsync(_server, kept.Name, kept.Mark.Written, token).ConfigureAwait(false);
    }

    /// <summary>Drops the kept database of a restore, with the sessions that are in it.</summary>
    /// <returns>The restore, which has no way back any more.</returns>
    /// <exception cref="BackupException"><see cref="BackupFailure.RestoreNotFound"/>: it is not there, or not the one that the restore kept.</exception>
    public async Task<HubRestore> DropAsync(HubRestore restore, TimeSpan lockTimeout, OperationContext context, CancellationToken token)
    {
        RunGuard guard = await RunGuard.AcquireForOrdersAsync(
            _server, _maintenanceDatabase, folder: null, restore.Database, lockTimeout, context, token).ConfigureAwait(false);
        await using (guard.ConfigureAwait(false))
        {
            MarkedDatabase kept = await FindMarkedAsync(guard.Maintenance!, restore, token).ConfigureAwait(false);
            if (!await kept.DropAsync(guard.Maintenance!, token).ConfigureAwait(false))
            {
                throw NotFound(kept.Name);
            }

            context.Log.Write(string.Format(CultureInfo.CurrentCulture, Strings.KeptDropped, kept.Name));
            return restore;
        }
    }

    /// <summary>A restore as its mark tells it.</summary>
    private HubRestore Describe(MarkedDatabase kept) => new()
    {
        Id = kept.Mark.Run,
        State = kept.Mark.Role == DatabaseRole.Undone ? HubRestoreState.Undone : HubRestoreState.Done,
        BackupName = kept.Mark.Backup ?? "",
        Database = kept.Mark.Of,
        PreviousDatabase = kept.Mark.Role == DatabaseRole.Previous ? kept.Name : null,
        UndoneDatabase = kept.Mark.Role == DatabaseRole.Undone ? kept.Name : null,
        KeptSize = kept.Size,
        SafetyBackupName = kept.Mark.Safety,
        Server = _serverName,
        Started = kept.Mark.Started ?? kept.Mark.Since,
        Finished = kept.Mark.Since,
    };

    private static async Task<MarkedDatabase> FindMarkedAsync(IDatabaseSession maintenance, HubRestore restore, CancellationToken token)
        => (await MarkedDatabase.ListAsync(maintenance, token).ConfigureAwait(false))
            .FirstOrDefault(kept => kept.Name == restore.KeptDatabase && kept.Mark.Run == restore.Id && kept.Mark.Role != DatabaseRole.Side)
            ?? throw NotFound(restore.KeptDatabase ?? restore.Database);

    private static BackupException NotFound(string name)
        => new(BackupFailure.RestoreNotFound, string.Format(CultureInfo.CurrentCulture, Strings.RestoreNotFound, name), subject: name);
}
