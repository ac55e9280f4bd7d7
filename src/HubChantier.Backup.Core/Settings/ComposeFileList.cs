namespace HubChantier.Backup.Settings;

/// <summary>
/// The compose files. <c>COMPOSE_FILE</c> may hold several, as for Compose: separated by <c>COMPOSE_PATH_SEPARATOR</c>, else by
/// <c>:</c>, on Windows <c>;</c>. The parameter is a list of its own, whose items are not separated.
/// </summary>
internal static class ComposeFileList
{
    /// <summary>Absolute paths, in their order.</summary>
    public static IReadOnlyList<string> Read(SettingReader reader, bool isWindows)
    {
        string platformSeparator = isWindows ? ";" : ":";
        FoundSetting? found = reader.Lookup.Find(SettingTable.ComposeFile);
        string[] files = [];
        if (found is not null)
        {
            string separator = reader.Lookup.Read("COMPOSE_PATH_SEPARATOR", inEnvFile: false)
                ?? reader.Lookup.Read("COMPOSE_PATH_SEPARATOR", inEnvFile: true)
                ?? platformSeparator;
            IReadOnlyList<string> items = found.Origin == HubSettingOrigin.Parameter ? found.Items ?? [found.Value] : found.Value.Split(separator);
            // Compose reads "-" from its standard input; ours is for the SQL.
            files = [.. items.Select(item => item == "-" ? throw SettingErrors.Invalid(found, Strings.AllowedPath) : reader.FullPath(found, item))];
        }

        reader.Note(SettingTable.ComposeFile, found, files.Length == 0 ? null : string.Join(platformSeparator, files));
        return files;
    }
}
