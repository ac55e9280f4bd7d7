namespace HubChantier.Backup.Settings;

/// <summary>Where settings are read from, as one call sees it.</summary>
public sealed class SettingSources
{
    /// <summary>What the command line gives, by parameter name; a credential as User and Password.</summary>
    public required IReadOnlyDictionary<string, object?> Parameters { get; init; }

    /// <summary>The process's environment.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>PowerShell's current location, absolute.</summary>
    public required string CurrentFolder { get; init; }

    /// <summary>The user's home folder, absolute.</summary>
    public required string HomeFolder { get; init; }
}
