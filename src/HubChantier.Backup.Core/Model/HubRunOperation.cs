namespace HubChantier.Backup;

/// <summary>What a run did. A later version may add names.</summary>
public enum HubRunOperation
{
    /// <summary>Made a backup.</summary>
    Backup,

    /// <summary>Removed what no rule of retention keeps, after a backup.</summary>
    Rotation,

    /// <summary>Removed one backup.</summary>
    Removal,

    /// <summary>Changed a backup's manifest: a pin, a day, a reason.</summary>
    Change,

    /// <summary>Read a backup whole.</summary>
    Test,

    /// <summary>Restored a backup into a throwaway database.</summary>
    Drill,

    /// <summary>Restored a backup.</summary>
    Restore,

    /// <summary>Restored single tables of a backup.</summary>
    TableRestore,

    /// <summary>Put the database before a restore back into service.</summary>
    Undo,

    /// <summary>Dropped a database that a restore had kept.</summary>
    Drop,

    /// <summary>Sent a backup to another place.</summary>
    Upload,

    /// <summary>Fetched a backup from another place.</summary>
    Download,
}
