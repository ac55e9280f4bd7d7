using System.Security.Cryptography;

namespace HubChantier.Backup.Packager;

/// <summary>SHA256SUMS, as <c>sha256sum -c</c> reads it.</summary>
internal static class Checksums
{
    public const string FileName = "SHA256SUMS";

    /// <summary>Of all files below a folder.</summary>
    public static void Write(string folder)
        => Write(folder, [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != FileName)]);

    /// <summary>Of some files in a folder.</summary>
    public static void Write(string folder, params string[] files)
        => File.WriteAllText(
            Path.Combine(folder, FileName),
            string.Concat(files
                .Select(file => (Name: Path.GetRelativePath(folder, file).Replace('\\', '/'), Hash: SHA256.HashData(File.ReadAllBytes(file))))
                .OrderBy(file => file.Name, StringComparer.Ordinal)
                .Select(file => $"{Convert.ToHexStringLower(file.Hash)}  {file.Name}\n")));
}
