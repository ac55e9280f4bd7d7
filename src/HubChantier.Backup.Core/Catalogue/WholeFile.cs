namespace HubChantier.Backup.Catalogue;

/// <summary>A file that others read while it is made anew: they see the old one or the new one, never a part.</summary>
public static class WholeFile
{
    /// <summary>Writes a file, in the place of one that is there; readable for everybody, for what it is written for runs as another user.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="token">Cancels; what was there stays.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.FolderNotWritable"/> or <see cref="BackupFailure.DiskFull"/>.</exception>
    public static async Task<FileInfo> WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken token)
    {
        string partial = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.partial");
        try
        {
            FileStream content = new(partial, FileMode.CreateNew, FileAccess.Write);
            await using (content.ConfigureAwait(false))
            {
                if (!OperatingSystem.IsWindows())
                {
                    // Not as the file is made: there the umask takes it away, which is 0077 in our own service.
                    File.SetUnixFileMode(content.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
                }

                await write(content, token).ConfigureAwait(false);
                content.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
            return new FileInfo(path);
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, path);
        }
        finally
        {
            Discard(partial);
        }
    }

    private static void Discard(string partial)
    {
        try
        {
            File.Delete(partial);
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            // The error that brought us here is the one to be told.
        }
    }
}
