using System.Globalization;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A disk in memory with a limit, until it is disposed.</summary>
public sealed class SmallDisk : IDisposable
{
    public SmallDisk(string options)
    {
        Path = Directory.CreateTempSubdirectory("hub-disk-").FullName;
        Command.Run("mount", ["-t", "tmpfs", "-o", options, "tmpfs", Path]);
    }

    /// <summary>Bytes that a file takes at least.</summary>
    public static int PageSize => Environment.SystemPageSize;

    /// <summary>Why a test that needs one cannot run; null if it can.</summary>
    public static string? Missing { get; } = CanMount() ? null : "Only root, on Linux, can mount a small disk.";

    public string Path { get; }

    /// <summary>Mounts it again with other limits; what is on it stays.</summary>
    public void Remount(string options) => Command.Run("mount", ["-o", "remount," + options, Path]);

    public void Dispose()
    {
        Command.Run("umount", [Path]);
        Directory.Delete(Path);
    }

    private static bool CanMount()
    {
        if (!OperatingSystem.IsLinux() || Command.Run("id", ["-u"]).Trim() != "0")
        {
            return false;
        }

        // Root in a container may not.
        string folder = Directory.CreateTempSubdirectory("hub-disk-").FullName;
        bool mounted = Command.TryRun("mount", ["-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={PageSize}"), "tmpfs", folder]).Code == 0;
        if (mounted)
        {
            Command.Run("umount", [folder]);
        }

        Directory.Delete(folder);
        return mounted;
    }
}
