using System.Runtime.InteropServices;

namespace HubChantier.Backup.Catalogue;

/// <summary>Whose a file or folder is, and who else may do what with it. Nothing is known on Windows, where an ACL says it.</summary>
internal static partial class FileAccessRights
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

    /// <summary>Number of its owner where that is not the user we run as; null where it is, or nobody can tell.</summary>
    public static uint? StrangeOwner(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        // struct statx (linux/stat.h) is the same on every processor: stx_uid at offset 20, of 256 bytes in all.
        const int CurrentFolder = -100, WantsOwner = 0x8, OwnerOffset = 20, Length = 256;
        byte[] status = new byte[Length];
        try
        {
            uint owner = Status(CurrentFolder, path, flags: 0, WantsOwner, status) == 0
                ? BitConverter.ToUInt32(status, OwnerOffset)
                : EffectiveUser();
            return owner == EffectiveUser() ? null : owner;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library from before 2018.
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int folder, string path, int flags, uint mask, [Out] byte[] status);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
