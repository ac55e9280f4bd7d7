using System.Globalization;
using System.Text.Json.Nodes;
using HubChantier.Backup.Archive;

namespace HubChantier.Backup.Catalogue;

/// <summary>Changes a manifest that is there: under a short lock it is read again, changed and renamed into place, so that two changes at once both stay.</summary>
public static class ManifestUpdate
{
    /// <summary>One for all manifests of a folder: a change takes milliseconds.</summary>
    private const string LockName = ".manifests.lock";

    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(20);

    /// <summary>Adds a verification to a backup's manifest.</summary>
    /// <returns>The backup with it.</returns>
    /// <exception cref="BackupException">As <see cref="ChangeAsync(HubBackup, BackupChange, TimeProvider, CancellationToken)"/>.</exception>
    public static Task<HubBackup> AddVerificationAsync(HubBackup backup, HubVerification verification, TimeProvider time, CancellationToken token)
        => ChangeAsync(backup, manifest => Manifest.AddVerification(manifest, verification), time, token);

    /// <summary>Keeps in a backup's manifest what became of a copy; another at the same place goes.</summary>
    /// <returns>The backup with it.</returns>
    /// <exception cref="BackupException">As <see cref="ChangeAsync(HubBackup, BackupChange, TimeProvider, CancellationToken)"/>.</exception>
    public static Task<HubBackup> SetCopyAsync(HubBackup backup, HubCopy copy, TimeProvider time, CancellationToken token)
        => ChangeAsync(backup, manifest => Manifest.SetCopy(manifest, copy), time, token);

    /// <summary>Takes a copy that is gone out of a backup's manifest.</summary>
    /// <returns>The backup without it.</returns>
    /// <exception cref="BackupException">As <see cref="ChangeAsync(HubBackup, BackupChange, TimeProvider, CancellationToken)"/>.</exception>
    public static Task<HubBackup> RemoveCopyAsync(HubBackup backup, HubCopy copy, TimeProvider time, CancellationToken token)
        => ChangeAsync(backup, manifest => Manifest.RemoveCopy(manifest, copy), time, token);

    /// <summary>Makes a person's change in a backup's manifest.</summary>
    /// <returns>The backup with it.</returns>
    /// <exception cref="BackupException">
    /// <see cref="BackupFailure.BackupNotFound"/>: the backup was removed meanwhile; <see cref="BackupFailure.ManifestInvalid"/>, also for a
    /// file that has none; <see cref="BackupFailure.FolderNotWritable"/>.
    /// </exception>
    public static Task<HubBackup> ChangeAsync(HubBackup backup, BackupChange change, TimeProvider time, CancellationToken token)
        => backup.State == HubBackupState.Legacy
            ? throw new BackupException(
                BackupFailure.ManifestInvalid, string.Format(CultureInfo.CurrentCulture, Strings.NoManifest, backup.Name), subject: backup)
            : ChangeAsync(backup, change.Apply, time, token);

    private static async Task<HubBackup> ChangeAsync(HubBackup backup, Action<JsonObject> change, TimeProvider time, CancellationToken token)
    {
        string path = backup.ManifestPath;
        string folder = Path.GetDirectoryName(path)!;
        try
        {
            using FileStream held = await LockAsync(folder, time, token).ConfigureAwait(false);
            HubBackup current = BackupFolder.Open(backup.FullName);
            byte[] changed = Manifest.Change(await File.ReadAllBytesAsync(path, token).ConfigureAwait(false), path, change);
            string partial = BackupFolder.PartialPath(path);
            // Left by a run that was killed here; nobody else writes it while we hold the lock.
            File.Delete(partial);
            PartialBackup.Write(partial, changed);
            File.Move(partial, path, overwrite: true);
            DurableFiles.FlushFolder(folder);
            return Manifest.Read(changed, path).At(current.FullName, current.State);
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, path);
        }
    }

    /// <summary>Takes the lock under which the manifests of a folder are changed.</summary>
    internal static async Task<FileStream> LockAsync(string folder, TimeProvider time, CancellationToken token)
    {
        string path = Path.Combine(folder, LockName);
        const int Attempts = 500;
        for (int attempt = 1; attempt <= Attempts; attempt++)
        {
            if (LockFile.TryTake(path) is { } held)
            {
                return held;
            }

            await Task.Delay(s_retry, time, token).ConfigureAwait(false);
        }

        throw new IOException(string.Format(CultureInfo.CurrentCulture, Strings.BackupInUse, path));
    }
}
