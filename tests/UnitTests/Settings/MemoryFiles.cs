using HubChantier.Backup.Settings;

namespace HubChantier.Backup.UnitTests.Settings;

/// <summary>Files that are in memory only. Their paths are written as on Unix, also where the tests run on Windows.</summary>
internal sealed class MemoryFiles : ISettingFiles
{
    public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Folders { get; } = new(StringComparer.Ordinal);

    public string ReadText(string path) => Texts.TryGetValue(World.Unix(path), out string? text) ? text : throw new FileNotFoundException($"Could not find file '{path}'.");

    public bool FileExists(string path) => Texts.ContainsKey(World.Unix(path));

    public bool FolderExists(string path) => Folders.Contains(World.Unix(path));
}
