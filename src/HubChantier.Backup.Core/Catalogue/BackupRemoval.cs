using System.Globalization;

namespace HubChantier.Backup.Catalogue;

/// <summary>Removes a backup with all that belongs to it, so that a run killed in the middle leaves nothing that is listed.</summary>
public static class BackupRemoval
{
    /// <summary>Removes a backup.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupFailure.BackupInUse"/>: it is being tested, restored or sent; <see cref="BackupFailure.LastGoodBackup"/>: there is
    /// no other complete one of its database and source; <see cref="BackupFailure.BackupNotFound"/>; <see cref="BackupFailure.FolderNotWritable"/>.
    /// </exception>
    public static async Task RunAsync(HubBackup backup, TimeProvider time, CancellationToken token)
    {
        string folder = Path.GetDirectoryName(backup.FullName)!;
        try
        {
            // Nobody changes a manifest, and nobody else removes "the other" good backup, while we look and remove.
            using FileStream manifests = await ManifestUpdate.LockAsync(folder, time, token).ConfigureAwait(false);
            HubBackup current = BackupFolder.Open(backup.FullName);
            RefuseLastGood(new BackupFolder(folder), current);
            Remove(current);
            DurableFiles.FlushFolder(folder);
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, backup.FullName);
        }
    }

    private static void RefuseLastGood(BackupFolder folder, HubBackup backup)
    {
        if (!BackupCatalogue.IsCandidate(backup))
        {
            return;
        }

        bool another = folder.NewestNamesFirst().Any(other =>
            BackupCatalogue.IsCandidate(other) && other.Id != backup.Id && other.Database == backup.Database && other.Source == backup.Source);
        if (!another)
        {
            throw new BackupException(
                BackupFailure.LastGoodBackup,
                string.Format(CultureInfo.CurrentCulture, Strings.LastGoodBackup, backup.Name, backup.Database, backup.Source),
                subject: backup);
        }
    }

    /// <summary>
    /// The data file gets a partial's name first: from then on nothing is listed, and a sweep clears the rest. Readers hold a
    /// shared lock on it, so that a backup in use is not taken from under them.
    /// </summary>
    private static void Remove(HubBackup backup)
    {
        string partial = BackupFolder.PartialPath(backup.FullName);
        FileStream held;
        try
        {
            // Windows renames no file that is open without this sharing; elsewhere None is what makes the lock exclusive.
            held = new FileStream(backup.FullName, FileMode.Open, FileAccess.ReadWrite, OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None);
        }
        catch (IOException exception) when (File.Exists(backup.FullName))
        {
            throw new BackupException(
                BackupFailure.BackupInUse, string.Format(CultureInfo.CurrentCulture, Strings.BackupInUse, backup.Name), exception, backup);
        }

        using (held)
        {
            File.Move(backup.FullName, partial, overwrite: false);
            foreach (string extension in SideFiles.Extensions)
            {
                File.Delete(backup.FullName + extension);
            }

            File.Delete(backup.ManifestPath);
            File.Delete(partial);
        }
    }
}
