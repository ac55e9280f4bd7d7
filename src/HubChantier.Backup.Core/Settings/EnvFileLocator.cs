namespace HubChantier.Backup.Settings;

/// <summary>
/// Finds and reads the env file: <c>-EnvFile</c>, else <c>ENV_FILE</c> of the process's environment, else <c>.env.production</c> in
/// the current folder if it is there. One that is named must be there. ENV_FILE inside an env file means nothing.
/// </summary>
internal static class EnvFileLocator
{
    private const string DefaultName = ".env.production";

    /// <summary>The env file, read; null if there is none.</summary>
    /// <param name="sources">Where to look.</param>
    /// <param name="found">Who named it; null for the default.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.SettingInvalid"/>: a named one is missing, it cannot be read or is no env file.</exception>
    public static EnvFile? Read(SettingSources sources, out FoundSetting? found)
    {
        found = null;
        if (sources.PassedOver.Contains(SettingTable.EnvFile))
        {
            return null;
        }

        found = new SettingLookup(sources, envFile: null).Find(SettingTable.EnvFile);
        string path;
        if (found is not null)
        {
            path = SettingPaths.Absolute(found.Value, found.Folder, sources.HomeFolder) ?? throw SettingErrors.Invalid(found, Strings.AllowedPath);
        }
        else
        {
            path = Path.Combine(sources.CurrentFolder, DefaultName);
            if (!sources.Files.FileExists(path))
            {
                return null;
            }
        }

        string text;
        try
        {
            text = sources.Files.ReadText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string where = found is null ? DefaultName : SettingErrors.Where(found);
            throw SettingErrors.Unreadable(where, found?.Variable ?? DefaultName, path, exception.Message, exception);
        }

        return EnvFileParser.Parse(text, path, sources.Environment.GetValueOrDefault);
    }
}
