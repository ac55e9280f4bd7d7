namespace HubChantier.Backup.Processes;

/// <summary>Finds programs on PATH.</summary>
internal static class ProgramPath
{
    /// <summary>Absolute path of a program.</summary>
    /// <param name="name">Its name, without an extension.</param>
    /// <returns>Null if it is not on PATH.</returns>
    public static string? Find(string name)
    {
        string file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }
}
