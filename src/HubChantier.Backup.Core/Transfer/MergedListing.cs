using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Transfer;

/// <summary>The backups of a folder and of a bucket as one list.</summary>
public static class MergedListing
{
    /// <summary>Merges both: a backup that is in both is the local one, with the copy that is really there.</summary>
    public static IReadOnlyList<HubBackup> Of(IReadOnlyList<HubBackup> local, IReadOnlyList<HubBackup> remote, IObjectStore store)
    {
        Dictionary<Guid, HubBackup> copies = remote.Where(backup => backup.Schema != 0).DistinctBy(backup => backup.Id).ToDictionary(backup => backup.Id);
        HashSet<Guid> here = [.. local.Where(backup => backup.Schema != 0).Select(backup => backup.Id)];
        return
        [
            .. local.Select(backup => backup.Schema == 0 ? backup : backup.WithListed(copies.GetValueOrDefault(backup.Id), store.Endpoint, store.Bucket))
                .Concat(remote.Where(backup => backup.Schema == 0 || !here.Contains(backup.Id)))
                .OrderBy(backup => backup.Started).ThenBy(backup => backup.Name, StringComparer.Ordinal),
        ];
    }
}
