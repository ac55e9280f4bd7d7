using System.IO.Compression;
using HubChantier.Backup.TestSupport;
using NuGet.Packaging;

namespace HubChantier.Backup.ModuleTests.Module;

/// <summary>What tools/package.sh makes of the laid module, and an installation of it as PSResourceGet makes one.</summary>
public sealed class PackageFixture : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hub package ").FullName;

    public PackageFixture()
    {
        if (OperatingSystem.IsWindows())
        {
            // Its tests are skipped there.
            return;
        }

        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        foreach (string output in (string[])[Output, Again])
        {
            // As whoever keeps his files to himself.
            Command.Run("bash", ["-c", "umask 077 && exec \"$@\"", "-", RepositoryRoot.Combine("tools", "package.sh"), configuration, output]);
        }

        Package = Directory.GetFiles(Output, "*.nupkg").Single();
        using PackageArchiveReader reader = new(Package);
        Version = reader.NuspecReader.GetVersion().ToNormalizedString();
        Folder = Path.Combine(Output, "HubChantier.Backup", Version);
        Installed = Path.Combine(ModulePath, "HubChantier.Backup", Version);
        Directory.CreateDirectory(Installed);
        ZipFile.ExtractToDirectory(Package, Installed);
        // What belongs to the package and not to the module.
        foreach (string part in (string[])["_rels", "package"])
        {
            Directory.Delete(Path.Combine(Installed, part), recursive: true);
        }

        File.Delete(Path.Combine(Installed, "[Content_Types].xml"));
        File.Delete(Path.Combine(Installed, "HubChantier.Backup.nuspec"));
        // Another user runs it.
        File.SetUnixFileMode(_root, (UnixFileMode)0b111_101_101);
    }

    public string Output => Path.Combine(_root, "artifacts");

    /// <summary>What a second run has made.</summary>
    public string Again => Path.Combine(_root, "again");

    public string Folder { get; } = "";

    public string Package { get; } = "";

    public string Version { get; } = "";

    public string ModulePath => Path.Combine(_root, "Modules");

    public string Installed { get; } = "";

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
