namespace HubChantier.Backup;

/// <summary>How well the backups of one database and source are, at one moment.</summary>
public sealed class HubHealth
{
    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>Absolute path of the backups' folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The moment, UTC.</summary>
    public required DateTimeOffset Checked { get; init; }

    /// <summary>What is wrong, the worst first; empty where all is well.</summary>
    public required IReadOnlyList<HubHealthReason> Reasons { get; init; }

    /// <summary>The newest good backup: whole, normal, and not found bad by its last test; null where there is none.</summary>
    public HubBackup? LastBackup { get; init; }

    /// <summary>Time since that backup began, for what was written after that is not in it.</summary>
    public TimeSpan? LastBackupAge { get; init; }

    /// <summary>The places elsewhere, the configured one first; as the manifests on this machine tell, and the configured bucket where it was looked into.</summary>
    public IReadOnlyList<HubHealthCopy> Copies { get; init; } = [];

    /// <summary>The last run of all; null where the journal has none.</summary>
    public HubRun? LastRun { get; init; }

    /// <summary>Runs that failed and that no success of their kind has followed, oldest first; see docs/monitoring.md for which are told how long.</summary>
    public IReadOnlyList<HubRun> Failures { get; init; } = [];

    /// <summary>When a backup last stood a drill, UTC; null where none ever did.</summary>
    public DateTimeOffset? LastDrill { get; init; }

    /// <summary>Time since then.</summary>
    public TimeSpan? LastDrillAge { get; init; }

    /// <summary>Bytes free on the folder's disk; null where that is not known.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>Bytes that the disk has in all; null where that is not known.</summary>
    public long? TotalBytes { get; init; }

    /// <summary>Bytes by which free space shrinks a day, from the free space that the journal has of each backup; negative where it grows, null where there are too few.</summary>
    public long? DailyGrowthBytes { get; init; }

    /// <summary>Whole days until nothing is free, at that growth; null where it does not shrink, or nobody knows.</summary>
    public int? DaysUntilFull { get; init; }

    /// <summary>Why retention removes nothing, a sentence each; empty where it is not frozen.</summary>
    public IReadOnlyList<string> FrozenReasons { get; init; } = [];

    /// <summary>Paths of the manifests that cannot be read.</summary>
    public IReadOnlyList<string> UnreadableManifests { get; init; } = [];

    /// <summary>Databases on the server that a killed restore or drill has left; empty where there are none, null where the server was not asked.</summary>
    public IReadOnlyList<string>? UnfinishedRestores { get; init; }

    /// <summary>Databases that restores and undos of this one have kept; null where the server was not asked.</summary>
    public IReadOnlyList<HubKeptDatabase>? KeptDatabases { get; init; }

    /// <summary>Why the server did not answer; null where it did, or was not to be asked.</summary>
    public string? ServerProblem { get; init; }

    /// <summary>The worst of the reasons.</summary>
    public HubHealthStatus Status => Reasons.Select(reason => reason.Severity).DefaultIfEmpty(HubHealthStatus.Healthy).Max();

    /// <summary>Part of the disk that is free, in percent; null where that is not known.</summary>
    public double? FreePercent => TotalBytes > 0 ? Math.Round(100.0 * FreeBytes.GetValueOrDefault() / TotalBytes.Value, digits: 1) : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Database} ({Source}): {Status}";
}
