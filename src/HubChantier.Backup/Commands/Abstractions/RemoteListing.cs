using System.Management.Automation;
using HubChantier.Backup.Catalogue;

namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>The backups of the configured database and source in the bucket.</summary>
internal static class RemoteListing
{
    /// <summary>Lists them, oldest first.</summary>
    /// <param name="remote">The bucket.</param>
    /// <param name="catalogue">Says whose they are.</param>
    /// <param name="names">Names that are wanted, with wildcards; empty for all.</param>
    /// <param name="work">Told of manifests that cannot be read.</param>
    /// <param name="token">Cancels.</param>
    public static async Task<IReadOnlyList<HubBackup>> ReadAsync(
        StoreSession remote, BackupCatalogue catalogue, IReadOnlyList<string> names, WorkContext work, CancellationToken token)
    {
        IReadOnlyList<HubBackup> backups = await remote.Catalogue.ListAsync(name => Matches(names, name), (problem, _) => work.Warn(problem.Message), token);
        return [.. backups.Where(catalogue.IsOurs)];
    }

    /// <summary>Whether one of the names, or none at all, means this one.</summary>
    public static bool Matches(IReadOnlyList<string> names, string name)
        => names.Count == 0 || names.Any(pattern => WildcardPattern.Get(pattern, WildcardOptions.CultureInvariant).IsMatch(name));
}
