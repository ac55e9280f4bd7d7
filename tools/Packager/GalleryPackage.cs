using System.IO.Compression;
using NuGet.Packaging;
using NuGet.Packaging.Licenses;
using NuGet.Versioning;

namespace HubChantier.Backup.Packager;

/// <summary>
/// The package as the PowerShell Gallery takes it: the module's files at its root, and the tags by which the Gallery finds modules and their cmdlets, as
/// Publish-PSResource and Publish-Module write them.
/// </summary>
internal static class GalleryPackage
{
    /// <summary>Writes it.</summary>
    /// <returns>Its path.</returns>
    public static string Write(ModuleManifest manifest, string folder, string output)
    {
        PackageBuilder builder = new(deterministic: true)
        {
            Id = manifest.Name,
            Version = NuGetVersion.Parse(manifest.Version),
            Description = manifest.Description,
            Copyright = manifest.Copyright,
            ReleaseNotes = manifest.ReleaseNotes,
            LicenseMetadata = new LicenseMetadata(LicenseType.Expression, "MIT", NuGetLicenseExpression.Parse("MIT"), warningsAndErrors: null, LicenseMetadata.EmptyVersion),
            Readme = "README.md",
        };
        builder.Authors.Add(manifest.Author);
        builder.Owners.Add(manifest.CompanyName);
        builder.Tags.AddRange((IEnumerable<string>)
        [
            "PSModule",
            .. manifest.Editions.Select(edition => $"PSEdition_{edition}"),
            "PSIncludes_Cmdlet",
            .. manifest.Cmdlets.Select(cmdlet => $"PSCmdlet_{cmdlet}"),
            .. manifest.Cmdlets.Select(cmdlet => $"PSCommand_{cmdlet}"),
            .. manifest.Tags,
        ]);
        builder.Files.AddRange(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => new PhysicalPackageFile { SourcePath = file, TargetPath = Path.GetRelativePath(folder, file) }));
        string path = Path.Combine(output, $"{manifest.Name}.{manifest.Version}.nupkg");
        using (FileStream stream = File.Create(path))
        {
            builder.Save(stream);
        }

        SetTimes(path);
        return path;
    }

    /// <summary>NuGet writes the time of the packing, and each file's own, which a checkout makes anew.</summary>
    private static void SetTimes(string path)
    {
        using ZipArchive package = ZipFile.Open(path, ZipArchiveMode.Update);
        foreach (ZipArchiveEntry entry in package.Entries)
        {
            entry.LastWriteTime = SourceDate.Value;
        }
    }
}
