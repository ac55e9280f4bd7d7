using System.Text.Json.Nodes;
using NuGet.Configuration;
using NuGet.Packaging;

namespace HubChantier.Backup.Packager;

/// <summary>Finds the packages whose files the build has laid into the module: its own list of dependencies names them, NuGet's folder has their licences.</summary>
internal static class ThirdPartyPackages
{
    private const string Folder = "bin/Providers";

    /// <exception cref="InvalidDataException">A library in the folder is of no package, or a package has no licence that is known here.</exception>
    public static IReadOnlyList<ThirdPartyPackage> Read(string module)
    {
        string root = SettingsUtility.GetGlobalPackagesFolder(Settings.LoadDefaultSettings(root: null));
        string folder = Path.Combine(module, Folder);
        JsonNode dependencies = JsonNode.Parse(File.ReadAllText(Directory.GetFiles(folder, "*.deps.json").Single()))!;
        JsonObject files = dependencies["targets"]!.AsObject().Single().Value!.AsObject();
        List<ThirdPartyPackage> packages = [];
        foreach ((string name, JsonNode? library) in dependencies["libraries"]!.AsObject().OrderBy(library => library.Key, StringComparer.OrdinalIgnoreCase))
        {
            if ((string?)library!["type"] == "package")
            {
                packages.Add(Read(name, (string)library["sha512"]!, Path.Combine(root, (string)library["path"]!), FilesOf(files[name]!)));
            }
        }

        string[] strangers = [.. Directory.EnumerateFiles(folder, "*.dll", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(module, file).Replace('\\', '/'))
            .Where(file => !Path.GetFileName(file).StartsWith("HubChantier.", StringComparison.Ordinal))
            .Except(packages.SelectMany(package => package.Files))];
        return strangers.Length == 0 ? packages : throw new InvalidDataException($"Of no package: {string.Join(", ", strangers)}");
    }

    private static string[] FilesOf(JsonNode target) =>
    [
        // What is for every platform lies beside the assembly; the rest keeps the package's own path.
        .. Names(target["runtime"]).Select(path => $"{Folder}/{Path.GetFileName(path)}"),
        .. Names(target["runtimeTargets"]).Select(path => $"{Folder}/{path}"),
    ];

    private static IEnumerable<string> Names(JsonNode? group) => group?.AsObject().Select(file => file.Key) ?? [];

    private static ThirdPartyPackage Read(string name, string sha512, string folder, string[] files)
    {
        NuspecReader nuspec = new(Directory.GetFiles(folder, "*.nuspec").Single());
        string license = nuspec.GetLicenseMetadata() is { Type: LicenseType.Expression } known
            ? known.License
            : throw new InvalidDataException($"{name} names no licence by an SPDX expression: see what it has, and whether it may be shipped.");
        return new ThirdPartyPackage(
            nuspec.GetId(),
            nuspec.GetVersion().ToNormalizedString(),
            license,
            nuspec.GetCopyright() ?? "",
            nuspec.GetAuthors() ?? "",
            nuspec.GetProjectUrl() is { Length: > 0 } url ? url : null,
            sha512["sha512-".Length..],
            TextOf(folder, "LICENSE*"),
            TextOf(folder, "THIRD-PARTY-NOTICES*"),
            files);
    }

    private static string? TextOf(string folder, string pattern)
    {
        string? file = Directory.EnumerateFiles(folder, pattern, new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive }).FirstOrDefault();
        return file is null ? null : File.ReadAllText(file).ReplaceLineEndings("\n").Trim();
    }
}
