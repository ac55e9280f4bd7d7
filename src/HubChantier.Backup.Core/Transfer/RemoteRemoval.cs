using System.Globalization;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Transfer;

/// <summary>Removes a copy: its manifest first, so that what a killed run leaves is no copy any more.</summary>
internal static class RemoteRemoval
{
    /// <summary>Removes a copy with all its versions.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.S3Locked"/>, and the others that begin with S3.</exception>
    public static async Task RunAsync(IObjectStore store, HubBackup backup, TimeProvider time, CancellationToken token)
    {
        string key = backup.Remote!.Key;
        if (await LockedUntilAsync(store, key, time, token).ConfigureAwait(false) is { } until)
        {
            throw new BackupException(
                BackupFailure.S3Locked, string.Format(CultureInfo.CurrentCulture, Strings.CopyLocked, backup.FullName, until.ToLocalTime()), subject: backup);
        }

        if (backup.State != HubBackupState.Incomplete)
        {
            await store.RemoveAsync(key + BackupFolder.ManifestExtension, token).ConfigureAwait(false);
        }

        foreach (string extension in SideFiles.Extensions)
        {
            await store.RemoveAsync(key + extension, token).ConfigureAwait(false);
        }

        await store.RemoveAsync(key, token).ConfigureAwait(false);
    }

    /// <summary>Until when the bucket lets nobody remove an object; null where nothing holds it, or the keys may not look.</summary>
    public static async Task<DateTimeOffset?> LockedUntilAsync(IObjectStore store, string key, TimeProvider time, CancellationToken token)
    {
        try
        {
            StoredObject? found = await store.FindAsync(key, token).ConfigureAwait(false);
            return found?.LockedUntil > time.GetUtcNow() ? found.LockedUntil : null;
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.S3AccessDenied)
        {
            return null;
        }
    }
}
