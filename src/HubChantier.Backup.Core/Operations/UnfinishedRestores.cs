using HubChantier.Backup.Health;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.Operations;

/// <summary>Looks for the databases that restores of one database have left on its server; changes nothing, and takes no lock.</summary>
internal static class UnfinishedRestores
{
    /// <summary>Looks.</summary>
    /// <exception cref="BackupException">What keeps us from the server.</exception>
    public static async Task<HealthServerFacts> FindAsync(IDatabaseServer server, string? maintenanceDatabase, string database, CancellationToken token)
    {
        IDatabaseSession maintenance = await MaintenanceSession.OpenAsync(server, maintenanceDatabase, token).ConfigureAwait(false);
        await using (maintenance.ConfigureAwait(false))
        {
            MarkedDatabase[] marked = [.. (await MarkedDatabase.ListAsync(maintenance, token).ConfigureAwait(false)).Where(found => found.Mark.Of == database)];
            IEnumerable<string> sides = marked.Where(found => found.Mark.Role == DatabaseRole.Side).Select(found => found.Name);
            IReadOnlyList<string> unnamed = await SideSweep.UnnamedAsync(maintenance, token).ConfigureAwait(false);
            List<string> unfinished = [];
            foreach (string name in sides.Concat(unnamed))
            {
                // A restore or drill that runs holds the lock of its side database.
                if (!await ServerLock.IsHeldAsync(maintenance, name, token).ConfigureAwait(false))
                {
                    unfinished.Add(name);
                }
            }

            return new HealthServerFacts(
                unfinished,
                [
                    .. marked.Where(found => found.Mark.Role != DatabaseRole.Side)
                        .Select(found => new HubKeptDatabase { Name = found.Name, Size = found.Size, Since = found.Mark.Since }),
                ]);
        }
    }
}
