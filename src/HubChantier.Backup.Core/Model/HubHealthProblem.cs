namespace HubChantier.Backup;

/// <summary>What can be wrong with the backups of a database. A member's name is the reason's id: scripts depend on it, so it never changes once released.</summary>
public enum HubHealthProblem
{
    /// <summary>There is no good backup.</summary>
    BackupMissing,

    /// <summary>The last good backup is too old.</summary>
    BackupTooOld,

    /// <summary>The last run that should have made a backup failed.</summary>
    BackupFailed,

    /// <summary>A backup did not stand its last test, or its file is not as long as it was.</summary>
    BackupBad,

    /// <summary>A bucket is configured, and no good backup is in it.</summary>
    CopyMissing,

    /// <summary>The last good backup of which there is a copy elsewhere is too old.</summary>
    CopyTooOld,

    /// <summary>The bucket was to be looked into, and cannot be.</summary>
    BucketUnreadable,

    /// <summary>Another run failed, and none of its kind succeeded after it.</summary>
    RunFailed,

    /// <summary>A manifest cannot be read.</summary>
    ManifestUnreadable,

    /// <summary>The journal of runs cannot be read.</summary>
    JournalUnreadable,

    /// <summary>Retention removes nothing.</summary>
    RemovalFrozen,

    /// <summary>No backup ever stood a drill, or the last drill is too long ago.</summary>
    DrillTooOld,

    /// <summary>The disk has no room for the next backup.</summary>
    DiskFull,

    /// <summary>Little of the disk is free.</summary>
    DiskLow,

    /// <summary>The disk will be full soon, if it fills as it does now.</summary>
    DiskFilling,

    /// <summary>A killed restore or drill has left a database on the server.</summary>
    RestoreUnfinished,
}
