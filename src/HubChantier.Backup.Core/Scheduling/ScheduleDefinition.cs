using System.Text.RegularExpressions;

namespace HubChantier.Backup.Scheduling;

/// <summary>What is to be registered. It holds no secret: everybody on the machine may read the files that are made of it.</summary>
public sealed partial class ScheduleDefinition
{
    /// <summary>Name of its files.</summary>
    public required string Name { get; init; }

    /// <summary>When it runs.</summary>
    public required CronExpression When { get; init; }

    /// <summary>Name of the time zone that this is meant in; null for the machine's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Absolute path of the script.</summary>
    public required string ScriptPath { get; init; }

    /// <summary>Absolute path of pwsh.</summary>
    public required string PowerShellPath { get; init; }

    /// <summary>Who runs it; null in a user's own systemd.</summary>
    public string? User { get; init; }

    /// <summary>Variables of the script's environment, without a secret.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Variables { get; init; }

    /// <summary>Folders that the script writes to; all others are read-only for it under systemd.</summary>
    public required IReadOnlyList<string> WritableFolders { get; init; }

    /// <summary>Whether the script sees /tmp as others do, because the server's socket lies there.</summary>
    public bool SharesTemporaryFolder { get; init; }

    /// <summary>Seconds by which systemd may put a run off.</summary>
    public int RandomDelaySeconds { get; init; }

    /// <summary>Refuses what cannot be written into a unit or a cron file.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ScheduleInvalid"/>.</exception>
    public void Check()
    {
        // cron passes over files with a dot in their name.
        if (!FileName().IsMatch(Name))
        {
            throw ScheduleErrors.Invalid(Strings.ScheduleName, Name);
        }

        if (User is not null && !UserName().IsMatch(User))
        {
            throw ScheduleErrors.Invalid(Strings.ScheduleUser, User);
        }

        string[] texts = [ScriptPath, PowerShellPath, .. WritableFolders, .. Variables.Select(variable => variable.Value)];
        if (texts.FirstOrDefault(text => text.Any(char.IsControl)) is { } bad)
        {
            throw ScheduleErrors.Invalid(Strings.ScheduleText, bad);
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]{0,62}\z")]
    private static partial Regex FileName();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_.-]{0,31}\$?\z")]
    private static partial Regex UserName();
}
