namespace HubChantier.Backup.Settings;

/// <summary>Where settings are read from, as one call sees it. Holds secrets: never shown, logged or serialised.</summary>
public sealed class SettingSources
{
    /// <summary>
    /// What the command line gives, by parameter name without dash; null values count as not given. The caller splits
    /// <c>-Credential</c> into <c>User</c> and <c>Password</c>, <c>-S3Credential</c> into <c>S3AccessKeyId</c> and <c>S3SecretAccessKey</c>.
    /// <c>FromS3</c> = true says that <c>RetentionDays</c> means the copies in S3. Other names are passed over.
    /// </summary>
    public required IReadOnlyDictionary<string, object?> Parameters { get; init; }

    /// <summary>The process's environment. On Windows its comparer should ignore case.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>PowerShell's current location, absolute.</summary>
    public required string CurrentFolder { get; init; }

    /// <summary>The user's home folder, absolute; empty where there is none, as for some services.</summary>
    public required string HomeFolder { get; init; }

    /// <summary>Whether Windows's defaults and path separator count.</summary>
    public bool IsWindows { get; init; } = OperatingSystem.IsWindows();

    /// <summary>The files that are read: this machine's unless a test gives others.</summary>
    public ISettingFiles Files { get; init; } = LocalSettingFiles.Instance;

    /// <summary>Settings that count as not given, so that a look at all of them gets past one that is wrong.</summary>
    internal IReadOnlySet<SettingRow> PassedOver { get; init; } = new HashSet<SettingRow>();

    /// <summary>The same sources with settings that count as not given.</summary>
    internal SettingSources PassingOver(IReadOnlySet<SettingRow> rows) => new()
    {
        Parameters = Parameters,
        Environment = Environment,
        CurrentFolder = CurrentFolder,
        HomeFolder = HomeFolder,
        IsWindows = IsWindows,
        Files = Files,
        PassedOver = rows,
    };
}
