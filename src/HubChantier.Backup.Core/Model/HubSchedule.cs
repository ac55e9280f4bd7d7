namespace HubChantier.Backup;

/// <summary>A schedule of backups that systemd or cron keeps, as its files on this machine say.</summary>
public sealed class HubSchedule
{
    /// <summary>Its name, that of its files.</summary>
    public required string Name { get; init; }

    /// <summary>Who keeps it.</summary>
    public required HubScheduleKind Kind { get; init; }

    /// <summary>Whether it is kept by the systemd of a user, not of the machine.</summary>
    public required bool IsUserLevel { get; init; }

    /// <summary>When it runs: minute, hour, day of the month, month, day of the week.</summary>
    public required string CronExpression { get; init; }

    /// <summary>Name of the time zone that this is meant in; null for the machine's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>When it is due next, without its random delay; null if its files were changed by hand, so that only systemd or cron know.</summary>
    public DateTimeOffset? NextRun { get; init; }

    /// <summary>Absolute paths of its files.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>What registering it did.</summary>
    public HubScheduleChange Change { get; init; }

    /// <summary>The lines that registering it took away (<c>- </c>) and added (<c>+ </c>), where it replaced another.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
