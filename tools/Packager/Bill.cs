using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HubChantier.Backup.Packager;

/// <summary>
/// The software bill of materials, sbom.cdx.json, in CycloneDX 1.6 (ECMA-424): the module's own libraries, each package of others with its licence and the
/// hash that its registry gave, and of each library in the folder the hash. No library that writes it is served where this is built.
/// </summary>
internal static class Bill
{
    public const string FileName = "sbom.cdx.json";

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n" };

    public static void Write(ModuleManifest manifest, IReadOnlyList<ThirdPartyPackage> packages, string folder)
    {
        JsonArray components = [.. packages.Select(package => (JsonNode)Package(package, folder))];
        foreach (string file in Directory.EnumerateFiles(folder, "HubChantier.*.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            components.Add((JsonNode)OfFile(Path.GetRelativePath(folder, file).Replace('\\', '/'), folder));
        }

        string module = $"pkg:nuget/{manifest.Name}@{manifest.Version}";
        JsonObject bill = new()
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["timestamp"] = SourceDate.Value.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                ["component"] = new JsonObject
                {
                    ["type"] = "library",
                    ["bom-ref"] = module,
                    ["name"] = manifest.Name,
                    ["version"] = manifest.Version,
                    ["description"] = manifest.Description,
                    ["supplier"] = new JsonObject { ["name"] = manifest.CompanyName },
                    ["licenses"] = License("MIT"),
                    ["purl"] = module,
                },
            },
            ["components"] = components,
            ["dependencies"] = new JsonArray(new JsonObject
            {
                ["ref"] = module,
                ["dependsOn"] = new JsonArray([.. packages.Select(package => (JsonNode)Purl(package))]),
            }),
        };
        bill.Insert(3, "serialNumber", "urn:uuid:" + new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(bill.ToJsonString())).AsSpan(0, 16)));
        File.WriteAllText(Path.Combine(folder, FileName), bill.ToJsonString(s_indented) + "\n");
    }

    private static string Purl(ThirdPartyPackage package) => $"pkg:nuget/{package.Id}@{package.Version}";

    private static JsonObject Package(ThirdPartyPackage package, string folder)
    {
        JsonObject component = new()
        {
            ["type"] = "library",
            ["bom-ref"] = Purl(package),
            ["authors"] = new JsonArray(new JsonObject { ["name"] = package.Authors }),
            ["name"] = package.Id,
            ["version"] = package.Version,
            ["hashes"] = Hashes("SHA-512", Convert.FromBase64String(package.Sha512)),
            ["licenses"] = License(package.License),
            ["purl"] = Purl(package),
        };
        if (package.Copyright.Length > 0)
        {
            component["copyright"] = package.Copyright;
        }

        if (package.Url is { } url)
        {
            component["externalReferences"] = new JsonArray(new JsonObject { ["type"] = "website", ["url"] = url });
        }

        component["components"] = new JsonArray([.. package.Files.Select(file => (JsonNode)OfFile(file, folder))]);
        return component;
    }

    private static JsonObject OfFile(string path, string folder) => new()
    {
        ["type"] = "file",
        ["bom-ref"] = path,
        ["name"] = path,
        ["hashes"] = Hashes("SHA-256", SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, path)))),
    };

    private static JsonArray Hashes(string algorithm, byte[] hash) => [new JsonObject { ["alg"] = algorithm, ["content"] = Convert.ToHexStringLower(hash) }];

    private static JsonArray License(string id) => [new JsonObject { ["license"] = new JsonObject { ["id"] = id } }];
}
