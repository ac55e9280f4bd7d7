namespace HubChantier.Backup.Catalogue;

/// <summary>Who besides its owner may do what with a file or folder. Nothing is known on Windows, where an ACL says it.</summary>
internal static class FileAccessRights
{
    private const UnixFileMode OthersRead = UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Its mode, such as 0700; null where there are none.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.FolderNotWritable"/>: it cannot be asked.</exception>
    public static UnixFileMode? Mode(string path)
    {
        try
        {
            return OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(path);
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, path);
        }
    }

    /// <summary>Whether others than its owner may look into it.</summary>
    public static bool OthersMayRead(UnixFileMode mode) => (mode & OthersRead) != 0;

    /// <summary>Whether everybody on the machine may read it.</summary>
    public static bool EverybodyMayRead(UnixFileMode mode) => mode.HasFlag(UnixFileMode.OtherRead);

    /// <summary>Whether others than its owner may change it.</summary>
    public static bool OthersMayWrite(UnixFileMode mode) => (mode & OthersWrite) != 0;

    /// <summary>Four octal digits, as chmod has them.</summary>
    public static string Octal(UnixFileMode mode) => "0" + Convert.ToString((int)mode & 0x1FF, toBase: 8).PadLeft(3, '0');
}
