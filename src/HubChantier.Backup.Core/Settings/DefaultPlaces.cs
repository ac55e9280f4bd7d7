namespace HubChantier.Backup.Settings;

/// <summary>Where things lie if nobody says otherwise.</summary>
internal static class DefaultPlaces
{
    /// <summary>The folder of the backups.</summary>
    public static string BackupDirectory(SettingSources sources) => sources.IsWindows
        ? sources.Environment.GetValueOrDefault("ProgramData", @"C:\ProgramData") + @"\hub-chantier\backups"
        : "/var/backups/hub-chantier";

    /// <summary>libpq's password file (its documentation, "The Password File"), if it is there.</summary>
    public static string? PasswordFile(SettingSources sources)
    {
        string? path = null;
        if (!sources.IsWindows)
        {
            path = sources.HomeFolder.Length == 0 ? null : sources.HomeFolder.TrimEnd('/') + "/.pgpass";
        }
        else if (sources.Environment.TryGetValue("APPDATA", out string? folder) && folder.Length > 0)
        {
            path = folder + @"\postgresql\pgpass.conf";
        }

        return path is not null && sources.Files.FileExists(path) ? path : null;
    }
}
