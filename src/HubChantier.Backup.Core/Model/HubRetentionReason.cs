namespace HubChantier.Backup;

/// <summary>Why retention keeps or removes a backup: the first reason that holds, in this order.</summary>
public enum HubRetentionReason
{
    /// <summary>Kept: somebody pinned it.</summary>
    Pinned,

    /// <summary>Kept: somebody asked to keep it until a time that has not come.</summary>
    KeptUntil,

    /// <summary>Kept: the newest good backup is never removed.</summary>
    NewestGood,

    /// <summary>Kept: the newest backup that passed a drill is never removed.</summary>
    NewestDrilled,

    /// <summary>Kept: it is dated in the future, so one of two clocks is wrong.</summary>
    InFuture,

    /// <summary>Kept: it is a backup of another server than the newest one.</summary>
    OtherServer,

    /// <summary>Kept: a legacy file whose name tells no database, in a place where several databases have backups.</summary>
    UnknownDatabase,

    /// <summary>Kept: it lies within the days to keep, counted back from the newest good backup.</summary>
    InWindow,

    /// <summary>Kept: it is one of the least number to keep.</summary>
    Minimum,

    /// <summary>Kept: the newest of its day.</summary>
    Daily,

    /// <summary>Kept: the newest of its ISO week.</summary>
    Weekly,

    /// <summary>Kept: the newest of its month.</summary>
    Monthly,

    /// <summary>Kept: the newest of its year.</summary>
    Yearly,

    /// <summary>Kept although nobody vouches for it: there are too few good backups yet.</summary>
    TooFewGood,

    /// <summary>Kept although its time has come: removal is frozen (see the plan's warnings).</summary>
    Frozen,

    /// <summary>Kept although its time has come: the bucket lets nobody remove it yet.</summary>
    Locked,

    /// <summary>Removed: no rule of the policy keeps it.</summary>
    Expired,

    /// <summary>Removed: no rule of the policy keeps it, and nobody vouches for it.</summary>
    NotVouchedFor,
}
