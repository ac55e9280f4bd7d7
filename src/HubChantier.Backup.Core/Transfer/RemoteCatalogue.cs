using HubChantier.Backup.Archive;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Transfer;

/// <summary>The backups in a bucket under a prefix. As in a folder, the manifest makes the backup.</summary>
public sealed class RemoteCatalogue
{
    /// <summary>Manifests that are fetched at the same time.</summary>
    private const int InFlight = 8;

    private readonly IObjectStore _store;
    private readonly string _prefix;

    /// <summary>Makes the catalogue; asks nothing.</summary>
    public RemoteCatalogue(IObjectStore store, string prefix)
    {
        _store = store;
        _prefix = prefix;
    }

    /// <summary>All backups, oldest first; an object without manifest is listed as <see cref="HubBackupState.Incomplete"/>.</summary>
    /// <param name="isWanted">Which names are looked at.</param>
    /// <param name="unreadable">Told of each manifest that cannot be read, with what the name tells of its backup.</param>
    /// <param name="token">Cancels.</param>
    /// <exception cref="BackupException">The failures that begin with S3: the bucket cannot be listed.</exception>
    public async Task<IReadOnlyList<HubBackup>> ListAsync(Func<string, bool> isWanted, Action<BackupException, HubBackup> unreadable, CancellationToken token)
    {
        Dictionary<string, StoredObject> objects = new(StringComparer.Ordinal);
        await foreach (StoredObject found in _store.ListAsync(_prefix, token).ConfigureAwait(false))
        {
            objects[found.Key[_prefix.Length..]] = found;
        }

        List<HubBackup> backups = [];
        Lock gathering = new();
        IEnumerable<string> names = objects.Keys
            .Select(name => name.EndsWith(BackupFolder.ManifestExtension, StringComparison.Ordinal) ? name[..^BackupFolder.ManifestExtension.Length] : name)
            .Where(name => BackupName.Parse(name) is not null && isWanted(name))
            .Distinct();
        await Parallel.ForEachAsync(
            names,
            new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = token },
            async (name, cancel) =>
            {
                StoredObject? data = objects.GetValueOrDefault(name);
                HubBackup? backup = null;
                BackupException? problem = null;
                try
                {
                    backup = objects.ContainsKey(name + BackupFolder.ManifestExtension)
                        ? await ReadAsync(name, data, cancel).ConfigureAwait(false)
                        : ByName(name, data!);
                }
                catch (BackupException exception) when (exception.Failure == BackupFailure.ManifestInvalid)
                {
                    problem = exception;
                }

                lock (gathering)
                {
                    if (backup is not null)
                    {
                        backups.Add(backup);
                    }
                    else if (problem is not null && data is not null)
                    {
                        unreadable(problem, ByName(name, data));
                    }
                }
            }).ConfigureAwait(false);
        return [.. backups.OrderBy(backup => backup.Started).ThenBy(backup => backup.Name, StringComparer.Ordinal)];
    }

    private async Task<HubBackup> ReadAsync(string name, StoredObject? data, CancellationToken token)
    {
        string key = _prefix + name;
        string path = $"s3://{_store.Bucket}/{key}{BackupFolder.ManifestExtension}";
        byte[] json = await RemoteManifest.ReadAsync(_store, key + BackupFolder.ManifestExtension, token).ConfigureAwait(false);
        HubBackup backup = Manifest.Read(json, path);
        if (backup.Name != name)
        {
            throw new BackupException(
                BackupFailure.ManifestInvalid,
                string.Format(System.Globalization.CultureInfo.CurrentCulture, Strings.ManifestOfAnother, path, backup.Name),
                subject: path);
        }

        bool whole = data?.Length == backup.Length;
        return backup.At(Copy(key, data, whole ? HubCopyCheck.Length : null), whole ? HubBackupState.Complete : HubBackupState.Damaged);
    }

    private HubBackup ByName(string name, StoredObject data)
    {
        BackupNameParts parts = BackupName.Parse(name)!;
        return new HubBackup
        {
            Schema = 0,
            Id = Guid.Empty,
            Name = name,
            Kind = parts.Kind,
            Database = parts.Database ?? "",
            Source = "",
            Compression = parts.Compression,
            Started = new DateTimeOffset(parts.LocalTime).ToUniversalTime(),
            Length = data.Length,
        }.At(Copy(_prefix + name, data, verifiedBy: null), HubBackupState.Incomplete);
    }

    private HubCopy Copy(string key, StoredObject? data, HubCopyCheck? verifiedBy) => new()
    {
        Endpoint = _store.Endpoint,
        Bucket = _store.Bucket,
        Key = key,
        State = data is null ? HubCopyState.Failed : data.IsArchived ? HubCopyState.Pending : verifiedBy is null ? HubCopyState.Unverified : HubCopyState.Verified,
        Uploaded = data?.Modified ?? default,
        Length = data?.Length ?? 0,
        ETag = data?.ETag,
        StorageClass = data?.StorageClass,
        VerifiedBy = verifiedBy,
    };
}
