namespace HubChantier.Backup.Catalogue;

/// <summary>Opens a file that, where it is made, only its owner may read and write (mode 0600).</summary>
internal static class PrivateFile
{
    /// <param name="path">The file.</param>
    /// <param name="mode">What becomes of one that is there.</param>
    /// <param name="access">What is done with it.</param>
    /// <param name="share">What others may do meanwhile.</param>
    /// <param name="bufferSize">Bytes of .NET's buffer; 0 for writers that hand over large pieces.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize = 4096)
    {
        FileStreamOptions options = new() { Mode = mode, Access = access, Share = share, BufferSize = bufferSize };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
