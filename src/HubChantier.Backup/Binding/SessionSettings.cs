using System.Collections;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Commands.Binding;

/// <summary>Resolves the settings as a PowerShell session sees them: its current location, the process's environment.</summary>
internal static class SessionSettings
{
    /// <summary>Resolves the settings.</summary>
    /// <param name="parameters">What the command line gives, by the settings' names; null values count as not given.</param>
    /// <param name="currentFolder">PowerShell's current location, which is not the process's.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.SettingInvalid"/>.</exception>
    public static BackupSettings Resolve(IDictionary parameters, string currentFolder) => BackupSettings.Resolve(Sources(parameters, currentFolder));

    /// <summary>Where the settings are read.</summary>
    /// <param name="parameters">What the command line gives, by the settings' names; null values count as not given.</param>
    /// <param name="currentFolder">PowerShell's current location, which is not the process's.</param>
    public static SettingSources Sources(IDictionary parameters, string currentFolder) => new()
    {
        Parameters = parameters.Keys
            .Cast<string>()
            .Where(name => parameters[name] is not null)
            .ToDictionary(name => name, name => parameters[name], StringComparer.OrdinalIgnoreCase),
        Environment = ProcessEnvironment(),
        CurrentFolder = currentFolder,
        HomeFolder = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
    };

    private static Dictionary<string, string> ProcessEnvironment()
    {
        // Windows knows no case in the names of variables.
        Dictionary<string, string> variables = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        return variables;
    }
}
