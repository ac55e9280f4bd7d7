using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HubChantier.Backup.TestSupport;
using NuGet.Packaging;

namespace HubChantier.Backup.ModuleTests.Module;

/// <summary>What is published is whole, says what is in it, and is a module once it is installed.</summary>
public sealed class PackageTests(PackageFixture fixture) : IClassFixture<PackageFixture>
{
    [UnixFact]
    public void The_installed_package_is_the_modules_folder_and_every_checksum_is_right()
    {
        Assert.Equal(Files(fixture.Folder), Files(fixture.Installed));
        Assert.Equal(Files(fixture.Folder).Where(file => file != "SHA256SUMS"), Sums(fixture.Folder).Select(line => line.Name).Order(StringComparer.Ordinal));
        Assert.All(Sums(fixture.Folder), line => Assert.Equal(line.Hash, Hash(Path.Combine(fixture.Installed, line.Name))));
        (string hash, string name) = Assert.Single(Sums(fixture.Output));
        Assert.Equal((Hash(fixture.Package), Path.GetFileName(fixture.Package)), (hash, name));
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void A_second_run_makes_the_same_bytes_and_everybody_may_read_the_folder()
    {
        Assert.Equal(Hash(fixture.Package), Hash(Path.Combine(fixture.Again, Path.GetFileName(fixture.Package))));
        Assert.All(Files(fixture.Folder), file =>
            Assert.Equal(UnixFileMode.OtherRead, File.GetUnixFileMode(Path.Combine(fixture.Folder, file)) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)));
    }

    [UnixFact]
    public void The_package_has_what_the_Gallery_goes_by()
    {
        using PackageArchiveReader package = new(fixture.Package);
        NuspecReader nuspec = package.NuspecReader;
        string[] tags = nuspec.GetTags().Split(' ');

        Assert.Equal("HubChantier.Backup", nuspec.GetId());
        Assert.Equal("MIT", nuspec.GetLicenseMetadata()!.License);
        Assert.All((string[])["PSModule", "PSEdition_Core", "PSIncludes_Cmdlet", "PSCmdlet_Restore-HubBackup", "PSCommand_Restore-HubBackup"], tag => Assert.Contains(tag, tags));
        Assert.Contains("HubChantier.Backup.psd1", package.GetFiles());
        // Publish-PSResource refuses more.
        Assert.InRange(nuspec.GetTags().Length, 1, 4000);
        Assert.Empty(nuspec.GetDependencyGroups());
    }

    [UnixFact]
    public void The_bill_of_materials_and_the_notices_name_every_library_that_is_in_the_folder()
    {
        JsonNode bill = JsonNode.Parse(File.ReadAllText(Path.Combine(fixture.Folder, "sbom.cdx.json")))!;
        JsonObject[] components = [.. bill["components"]!.AsArray().Select(component => component!.AsObject())];
        JsonObject[] packages = [.. components.Where(component => component.ContainsKey("purl"))];
        Dictionary<string, string> files = components.Concat(packages.SelectMany(package => package["components"]!.AsArray().Select(file => file!.AsObject())))
            .Where(component => (string)component["type"]! == "file")
            .ToDictionary(file => (string)file["name"]!, file => (string)file["hashes"]![0]!["content"]!);

        Assert.Equal(("CycloneDX", "1.6", fixture.Version), ((string)bill["bomFormat"]!, (string)bill["specVersion"]!, (string)bill["metadata"]!["component"]!["version"]!));
        // The language files of ours and of others' are libraries, too.
        Assert.Equal(Files(fixture.Folder).Where(file => file.EndsWith(".dll", StringComparison.Ordinal)), files.Keys.Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(file.Value, Hash(Path.Combine(fixture.Folder, file.Key))));
        string notices = File.ReadAllText(Path.Combine(fixture.Folder, "THIRD-PARTY-NOTICES.txt"));
        Assert.All(packages, package =>
        {
            string license = (string)package["licenses"]![0]!["license"]!["id"]!;
            Assert.Contains($"\n{package["name"]} {package["version"]}\n  licence: {license}\n", notices, StringComparison.Ordinal);
            Assert.Contains($"\nLicence {license}\n", notices, StringComparison.Ordinal);
        });
    }

    [UnixFact]
    public void Installed_it_is_found_by_its_name_and_has_its_cmdlets_and_its_help_in_both_languages()
    {
        const string Script = """
            $module = Import-Module HubChantier.Backup -PassThru
            $module.ModuleBase
            $module.ExportedCmdlets.Count
            (Get-Help Test-HubBackupSetup).Synopsis
            """;

        string[] english = Run("en_US", [], Script);
        string[] french = Run("fr_FR", [], Script);

        Assert.Equal([fixture.Installed, $"{ModuleCmdlets()}"], english[..2]);
        Assert.StartsWith("Tests, by trying", english[2], StringComparison.Ordinal);
        Assert.StartsWith("Vérifie, en l’essayant", french[2], StringComparison.Ordinal);
    }

    [UnixFact]
    public void Another_user_can_use_it()
    {
        // Only root can become another.
        string[] asAnother = OperatingSystem.IsLinux() && Environment.UserName == "root" ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];

        Assert.Equal(["hub_chantier"], Run("en_US", asAnother, "Import-Module HubChantier.Backup; Get-HubBackupConfig | ForEach-Object { if ($_.Name -eq 'Database') { $_.Value } }"));
    }

    [UnixFact]
    public void Its_manifest_is_valid_where_it_is_installed()
    {
        using ModuleSession session = new();

        dynamic manifest = session.Invoke("param($path) Test-ModuleManifest $path", new { path = Path.Combine(fixture.Installed, "HubChantier.Backup.psd1") }).Single();

        Assert.Equal(fixture.Version, (string)manifest.Version.ToString());
        Assert.Equal(ModuleCmdlets(), (int)manifest.ExportedCmdlets.Count);
    }

    private string[] Run(string language, string[] prefix, string script)
    {
        string file = Path.Combine(fixture.ModulePath, "try.ps1");
        File.WriteAllText(file, "$ErrorActionPreference = 'Stop'\n" + script);
        string host = RepositoryRoot.Combine("tools", "ModuleHost", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "ModuleHost.dll");
        string[] command = [.. prefix, "dotnet", host, "-File", file];
        (int code, string output, string error) = Command.TryRun(
            command[0], command[1..], new Dictionary<string, string> { ["PSModulePath"] = fixture.ModulePath, ["POSTGRES_DB"] = "hub_chantier", ["LC_ALL"] = language + ".UTF-8" });
        Assert.True(code == 0, output + error);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static int ModuleCmdlets() => File.ReadLines(RepositoryRoot.ModuleManifest).Count(line => line.Contains("-Hub", StringComparison.Ordinal));

    private static string[] Files(string folder)
        => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];

    private static IEnumerable<(string Hash, string Name)> Sums(string folder)
        => File.ReadLines(Path.Combine(folder, "SHA256SUMS")).Select(line => (line[..64], line[66..]));

    private static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
