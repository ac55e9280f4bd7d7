using System.Globalization;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Operations;

/// <summary>What keeps two backups or restores of one database apart, on this host and between hosts. Disposing lets the next one in.</summary>
internal sealed class RunGuard : IAsyncDisposable
{
    private readonly string _database;
    private readonly RunLock? _folderLock;
    private readonly IDatabaseSession? _maintenance;

    private RunGuard(string database, RunLock? folderLock, IDatabaseSession? maintenance)
    {
        _database = database;
        _folderLock = folderLock;
        _maintenance = maintenance;
    }

    /// <summary>The session that holds the lock on the server; null where no maintenance database lets us in.</summary>
    public IDatabaseSession? Maintenance => _maintenance;

    /// <summary>Takes the locks of a run that gives orders to the server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="maintenanceDatabase">Where the server's lock is held; null for the first that lets us in.</param>
    /// <param name="folder">Folder of the backups, or null for a run that writes none.</param>
    /// <param name="database">The database.</param>
    /// <param name="timeout">How long to wait for another run.</param>
    /// <param name="context">The clock.</param>
    /// <param name="token">Cancels.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.LockHeld"/>, or what keeps us from the folder or the server.</exception>
    public static async Task<RunGuard> AcquireForOrdersAsync(
        IDatabaseServer server, string? maintenanceDatabase, string? folder, string database, TimeSpan timeout, OperationContext context, CancellationToken token)
    {
        RunLock? folderLock = folder is null ? null : await RunLock.AcquireAsync(folder, database, timeout, context.Time, token).ConfigureAwait(false);
        return await AcquireAsync(
            folderLock, () => OpenForOrdersAsync(server, maintenanceDatabase, token), database, timeout, context, token).ConfigureAwait(false);
    }

    /// <summary>Takes both locks.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.LockHeld"/>, or what keeps us from the folder or the server.</exception>
    public static async Task<RunGuard> AcquireAsync(
        IDatabaseServer server, string? maintenanceDatabase, string folder, string database, TimeSpan timeout, OperationContext context, CancellationToken token)
    {
        RunLock folderLock = await RunLock.AcquireAsync(folder, database, timeout, context.Time, token).ConfigureAwait(false);
        return await AcquireAsync(
            folderLock, () => OpenAsync(server, maintenanceDatabase, context, token), database, timeout, context, token).ConfigureAwait(false);
    }

    /// <summary>Checks, before a point of no return, that nobody else can have been let in.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.LockLost"/>.</exception>
    public Task CheckAsync(CancellationToken token)
        => _maintenance is null ? Task.CompletedTask : ServerLock.CheckAsync(_maintenance, _database, token);

    public async ValueTask DisposeAsync()
    {
        if (_maintenance is not null)
        {
            try
            {
                // A session that ends holds its locks a moment longer than its client waits: the next run would meet one that is over.
                await ServerLock.ReleaseAsync(_maintenance, _database, CancellationToken.None).ConfigureAwait(false);
            }
            catch (BackupException)
            {
                // Without its session the lock is gone too.
            }

            await _maintenance.DisposeAsync().ConfigureAwait(false);
        }

        _folderLock?.Dispose();
    }

    private static async Task<RunGuard> AcquireAsync(
        RunLock? folderLock, Func<Task<IDatabaseSession?>> open, string database, TimeSpan timeout, OperationContext context, CancellationToken token)
    {
        IDatabaseSession? maintenance = null;
        bool done = false;
        try
        {
            maintenance = await open().ConfigureAwait(false);
            if (maintenance is not null)
            {
                await ServerLock.AcquireAsync(maintenance, database, timeout, context.Time, token).ConfigureAwait(false);
            }

            done = true;
            return new RunGuard(database, folderLock, maintenance);
        }
        finally
        {
            if (!done)
            {
                folderLock?.Dispose();
                if (maintenance is not null)
                {
                    await maintenance.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
    }

    private static async Task<IDatabaseSession?> OpenForOrdersAsync(IDatabaseServer server, string? database, CancellationToken token)
        => await MaintenanceSession.OpenAsync(server, database, token).ConfigureAwait(false);

    /// <summary>A role may be let into its own database alone; its backup is worth more than a lock against a second host.</summary>
    private static async Task<IDatabaseSession?> OpenAsync(IDatabaseServer server, string? database, OperationContext context, CancellationToken token)
    {
        try
        {
            return await MaintenanceSession.OpenAsync(server, database, token).ConfigureAwait(false);
        }
        catch (BackupException exception) when (database is null && MaintenanceSession.IsRefusal(exception))
        {
            context.Log.Warn(string.Format(CultureInfo.CurrentCulture, Strings.NoMaintenanceDatabase, exception.Message));
            return null;
        }
    }
}
