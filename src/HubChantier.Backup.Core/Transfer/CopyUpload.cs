using System.Globalization;
using System.Security.Cryptography;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;
using Microsoft.Win32.SafeHandles;

namespace HubChantier.Backup.Transfer;

/// <summary>
/// Brings one backup into a bucket: data file, side files, manifest last, so that an object without manifest is never a copy. What is there
/// already is not sent again.
/// </summary>
internal sealed class CopyUpload
{
    private readonly IObjectStore _store;
    private readonly HubBackup _backup;
    private readonly string _key;
    private readonly ObjectOptions _options;
    private readonly bool _force;

    public CopyUpload(IObjectStore store, string prefix, HubBackup backup, ObjectOptions options, bool force)
    {
        _store = store;
        _backup = backup;
        _key = prefix + backup.Name;
        _options = options;
        _force = force;
    }

    /// <summary>Whether the data file went over the line; false where it was there.</summary>
    public bool HasSent { get; private set; }

    /// <summary>Sends what is missing.</summary>
    /// <param name="progress">Told the bytes of the data file that went out.</param>
    /// <param name="begun">Told the copy as it is while an upload in parts is open.</param>
    /// <param name="time">The clock.</param>
    /// <param name="token">Cancels.</param>
    /// <exception cref="BackupException">
    /// <see cref="BackupFailure.S3NameTaken"/>, <see cref="BackupFailure.S3Mismatch"/> and the others that begin with S3;
    /// <see cref="BackupFailure.ChecksumMismatch"/>: a file is not what the manifest describes.
    /// </exception>
    public async Task<HubCopy> RunAsync(IProgress<long> progress, Func<HubCopy, Task> begun, TimeProvider time, CancellationToken token)
    {
        HubCopy? known = _backup.Copies.FirstOrDefault(copy => copy.IsAt(_store.Endpoint, _store.Bucket) && copy.Key == _key);
        ObjectLook look = await ObjectLook.AtAsync(_store, _key, _backup.Id, _backup.Sha256!, _backup.Length, token).ConfigureAwait(false);
        if (!look.IsAllowed && known is { Exists: true } && !_force)
        {
            // Keys that may only write: what the manifest says is all that there is to know.
            return known;
        }

        HubCopy copy;
        // Held while it is sent, so that nobody removes it meanwhile.
        using SafeFileHandle file = Open(_backup.FullName);
        if (look.Found is { } there && look.IsSame && !_force)
        {
            copy = known is { Exists: true } ? known : Copy(there, HubCopyState.Verified, HubCopyCheck.Length, there.Modified);
        }
        else
        {
            FileUpload upload = new(_store, _key, Options(_backup.Sha256!, look), progress);
            SentFile sent = await upload.RunAsync(
                file, _backup.Sha256!, id => begun(Copy(found: null, HubCopyState.Uploading, verifiedBy: null, time.GetUtcNow(), id)), token).ConfigureAwait(false);
            HasSent = true;
            copy = await CompareAsync(sent, time, token).ConfigureAwait(false);
        }

        foreach ((string extension, HubSideFile side) in SideFiles.Of(_backup))
        {
            await SendSideAsync(extension, side, token).ConfigureAwait(false);
        }

        await SendManifestAsync(look.IsAllowed, token).ConfigureAwait(false);
        return copy;
    }

    private async Task<HubCopy> CompareAsync(SentFile sent, TimeProvider time, CancellationToken token)
    {
        StoredObject? found;
        try
        {
            found = await _store.FindAsync(_key, token).ConfigureAwait(false);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.S3AccessDenied)
        {
            return Copy(sent.Answer with { Length = sent.Length }, HubCopyState.Unverified, verifiedBy: null, time.GetUtcNow());
        }

        if (found is null)
        {
            throw new BackupException(
                BackupFailure.S3Mismatch, string.Format(CultureInfo.CurrentCulture, Strings.CopyGone, _key, _store.Bucket, _store.Endpoint), subject: _backup);
        }

        return Copy(found, HubCopyState.Verified, CopyCheck.Compare(sent, found, _store), time.GetUtcNow());
    }

    private async Task SendSideAsync(string extension, HubSideFile side, CancellationToken token)
    {
        string key = _key + extension;
        ObjectLook look = await ObjectLook.AtAsync(_store, key, _backup.Id, side.Sha256, side.Length, token).ConfigureAwait(false);
        if (look.IsSame && !_force)
        {
            return;
        }

        using SafeFileHandle file = Open(_backup.FullName + extension);
        FileUpload upload = new(_store, key, Options(side.Sha256, look) with { StorageClass = null }, new SentBytes(new Progress<long>()).Part());
        SentFile sent = await upload.RunAsync(file, side.Sha256, static _ => Task.CompletedTask, token).ConfigureAwait(false);
        if (look.IsAllowed && await _store.FindAsync(key, token).ConfigureAwait(false) is { } found)
        {
            CopyCheck.Compare(sent, found, _store);
        }
    }

    private async Task SendManifestAsync(bool mayLook, CancellationToken token)
    {
        string key = _key + BackupFolder.ManifestExtension;
        byte[] manifest = RemoteManifest.Of(await ReadManifestAsync(token).ConfigureAwait(false), _backup.ManifestPath);
        if (mayLook)
        {
            ObjectLook look = await ObjectLook.AtAsync(_store, key, _backup.Id, Sha256(manifest), manifest.Length, token).ConfigureAwait(false);
            if (look is { IsSame: false, Found: { } found })
            {
                // A pin or a test since the last time is sent on; what was pinned or tested there stays.
                manifest = RemoteManifest.Merge(manifest, await RemoteManifest.ReadAsync(_store, key, token).ConfigureAwait(false), _backup.ManifestPath);
                look = look with { IsSame = StoredFile.IsSame(found, Sha256(manifest), manifest.Length) };
            }

            if (look.IsSame)
            {
                return;
            }
        }

        // In an archived class it could not be listed.
        await RemoteManifest.WriteAsync(_store, key, manifest, _backup.Id, _options with { StorageClass = null }, token).ConfigureAwait(false);
    }

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private async Task<byte[]> ReadManifestAsync(CancellationToken token)
    {
        try
        {
            return await File.ReadAllBytesAsync(_backup.ManifestPath, token).ConfigureAwait(false);
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, _backup.ManifestPath);
        }
    }

    /// <summary>An object of ours that is damaged is written anew; nobody else's ever.</summary>
    private ObjectOptions Options(string sha256, ObjectLook look)
        => _options with { Metadata = StoredFile.Metadata(_backup.Id, sha256), OnlyIfAbsent = look.Found is null && !_force };

    private HubCopy Copy(StoredObject? found, HubCopyState state, HubCopyCheck? verifiedBy, DateTimeOffset when, string? uploadId = null) => new()
    {
        Endpoint = _store.Endpoint,
        Bucket = _store.Bucket,
        Key = _key,
        State = state,
        Uploaded = when,
        Length = found?.Length ?? 0,
        ETag = found?.ETag,
        Checksum = found?.Sha256 is { } sha256 ? "SHA256:" + sha256 : null,
        VerifiedBy = verifiedBy,
        VersionId = found?.VersionId,
        StorageClass = found?.StorageClass ?? (found is null ? null : _options.StorageClass),
        LockedUntil = found?.LockedUntil ?? (found is null ? null : _options.LockedUntil),
        UploadId = uploadId,
    };

    private static SafeFileHandle Open(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, path);
        }
    }
}
