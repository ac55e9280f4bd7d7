namespace HubChantier.Backup.Catalogue;

/// <summary>What a folder of backups lets us do, tried with a file of our own that is gone afterwards.</summary>
internal static class FolderProbe
{
    private static readonly byte[] s_content = new byte[4096];

    /// <summary>Does once what a backup does with its files: make, write, flush to disk, rename, flush the folder, remove.</summary>
    /// <returns>Whether the folder was there; one that was not is made as a backup would make it, and removed again.</returns>
    /// <exception cref="BackupException"><see cref="BackupFailure.FolderNotWritable"/> or <see cref="BackupFailure.DiskFull"/>.</exception>
    public static bool Try(string folder)
    {
        List<string> missing = Missing(folder);
        // A name that the next run's sweep removes, should this one be killed.
        string path = Path.Combine(folder, $".setup_{Guid.NewGuid():N}{BackupFolder.PartialExtension}");
        string renamed = Path.Combine(folder, $".setup_{Guid.NewGuid():N}{BackupFolder.PartialExtension}");
        try
        {
            new BackupFolder(folder).Ensure();
            try
            {
                using (FileStream file = LockFile.TryTake(path) ?? throw new IOException(path))
                {
                    file.Write(s_content);
                    file.Flush(flushToDisk: true);
                }

                File.Move(path, renamed, overwrite: false);
                DurableFiles.FlushFolder(folder);
            }
            finally
            {
                File.Delete(path);
                File.Delete(renamed);
            }
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, folder);
        }
        finally
        {
            RemoveMade(missing);
        }

        return missing.Count == 0;
    }

    /// <summary>Bytes free for us where the folder is or will be.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.FolderNotWritable"/>: it cannot be asked.</exception>
    public static long FreeBytes(string folder)
    {
        string there = Missing(folder) is [.., { } highest] ? Path.GetDirectoryName(highest)! : folder;
        try
        {
            return new BackupFolder(there).FreeBytes;
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, there);
        }
    }

    /// <summary>The folder and those above it that are not there, the deepest first.</summary>
    private static List<string> Missing(string folder)
    {
        List<string> missing = [];
        for (string? path = folder; path is not null && !Directory.Exists(path); path = Path.GetDirectoryName(path))
        {
            missing.Add(path);
        }

        return missing;
    }

    private static void RemoveMade(List<string> made)
    {
        try
        {
            foreach (string folder in made.Where(Directory.Exists))
            {
                Directory.Delete(folder);
            }
        }
        catch (IOException)
        {
            // Another run has put something into it meanwhile: it is needed.
        }
    }
}
