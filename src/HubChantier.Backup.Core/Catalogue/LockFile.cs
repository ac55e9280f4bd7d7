namespace HubChantier.Backup.Catalogue;

/// <summary>A file whose only use is to be held by one process at a time: flock on Unix, a sharing mode on Windows.</summary>
internal static class LockFile
{
    /// <summary>Takes the lock, making the file (mode 0600) if it is not there; null if somebody holds it.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened.</exception>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return PrivateFile.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
