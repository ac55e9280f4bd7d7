using System.Collections;
using System.Management.Automation.Language;

namespace HubChantier.Backup.Packager;

/// <summary>What the module's .psd1 says of it. It is read as data; nothing in it is run.</summary>
internal sealed record ModuleManifest
{
    public required string Name { get; init; }

    public required string Version { get; init; }

    public required string Author { get; init; }

    public required string CompanyName { get; init; }

    public required string Copyright { get; init; }

    public required string Description { get; init; }

    public required string ReleaseNotes { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required IReadOnlyList<string> Editions { get; init; }

    public required IReadOnlyList<string> Cmdlets { get; init; }

    /// <exception cref="InvalidDataException">It is no manifest, or lacks what the Gallery asks for.</exception>
    public static ModuleManifest Read(string path)
    {
        ScriptBlockAst script = Parser.ParseFile(path, out _, out ParseError[] errors);
        if (errors.Length > 0 || script.Find(static node => node is HashtableAst, searchNestedScriptBlocks: false) is not HashtableAst table)
        {
            throw new InvalidDataException($"{path} is no module manifest.");
        }

        Hashtable values = (Hashtable)table.SafeGetValue();
        Hashtable data = (Hashtable)((Hashtable)values["PrivateData"]!)["PSData"]!;
        return new ModuleManifest
        {
            Name = Path.GetFileNameWithoutExtension(path),
            Version = Text(values, "ModuleVersion"),
            Author = Text(values, "Author"),
            CompanyName = Text(values, "CompanyName"),
            Copyright = Text(values, "Copyright"),
            Description = Text(values, "Description"),
            ReleaseNotes = Text(data, "ReleaseNotes"),
            Tags = Texts(data, "Tags"),
            Editions = Texts(values, "CompatiblePSEditions"),
            Cmdlets = Texts(values, "CmdletsToExport"),
        };

        string Text(Hashtable from, string key) => from[key] as string ?? throw new InvalidDataException($"{path} has no {key}.");
        string[] Texts(Hashtable from, string key) => from[key] is object[] all ? [.. all.Cast<string>()] : throw new InvalidDataException($"{path} has no {key}.");
    }
}
