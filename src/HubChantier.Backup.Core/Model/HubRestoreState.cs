namespace HubChantier.Backup;

/// <summary>What became of a restore.</summary>
public enum HubRestoreState
{
    /// <summary>The restored database is in service, or was when the restore ended.</summary>
    Done,

    /// <summary>It was undone: the previous database is in service again.</summary>
    Undone,
}
