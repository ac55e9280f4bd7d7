using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.Operations;

/// <summary>Drops the side databases of runs that were killed; never one whose run still holds its lock.</summary>
internal static class SideSweep
{
    /// <summary>Sweeps the server.</summary>
    /// <returns>The names of those that were dropped.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(IDatabaseSession maintenance, CancellationToken token)
    {
        List<string> swept = [];
        IReadOnlyList<MarkedDatabase> marked = await MarkedDatabase.ListAsync(maintenance, token).ConfigureAwait(false);
        foreach (MarkedDatabase database in marked.Where(database => database.Mark.Role == DatabaseRole.Side))
        {
            if (!await ServerLock.TryAcquireAsync(maintenance, database.Name, token).ConfigureAwait(false))
            {
                continue;
            }

            try
            {
                if (await database.DropAsync(maintenance, token).ConfigureAwait(false))
                {
                    swept.Add(database.Name);
                }
            }
            catch (BackupException exception) when (exception.Failure == BackupFailure.PermissionDenied)
            {
                // Another role's: its own next run drops it.
            }
            finally
            {
                await ServerLock.ReleaseAsync(maintenance, database.Name, token).ConfigureAwait(false);
            }
        }

        return swept;
    }
}
