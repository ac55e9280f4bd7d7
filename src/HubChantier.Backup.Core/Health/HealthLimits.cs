namespace HubChantier.Backup.Health;

/// <summary>From when on something counts as wrong.</summary>
public sealed record HealthLimits
{
    /// <summary>Hours that the last good backup may be old: a day, and two hours for a night that lasts longer than another.</summary>
    public int BackupAgeHours { get; init; } = 26;

    /// <summary>Hours that the last good backup with a copy in the configured bucket may be old.</summary>
    public int CopyAgeHours { get; init; } = 26;

    /// <summary>Days that the last drill may be ago: a month, and some days. 0: drills are not told of.</summary>
    public int DrillAgeDays { get; init; } = 35;

    /// <summary>Percent of the disk that should be free.</summary>
    public int FreePercent { get; init; } = 10;

    /// <summary>Days before the disk is full that it is told.</summary>
    public int DaysUntilFull { get; init; } = 7;

    /// <summary>Days that a failed run is told, other than a backup's, which is told until one succeeds.</summary>
    public int FailureDays { get; init; } = 7;
}
