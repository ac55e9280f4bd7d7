namespace HubChantier.Backup;

/// <summary>The codes that a script of ours ends with.</summary>
public enum BackupExitCode
{
    /// <summary>All done.</summary>
    Success = 0,

    /// <summary>A fault of the module.</summary>
    Internal = 1,

    /// <summary>A setting, a parameter or a program is wrong or missing.</summary>
    Settings = 10,

    /// <summary>The server is unreachable or refused.</summary>
    Server = 11,

    /// <summary>The dump failed.</summary>
    Dump = 12,

    /// <summary>A verification failed: the backup, or what was restored of it, is not good.</summary>
    Verification = 13,

    /// <summary>The backup was made, its copy elsewhere was not.</summary>
    OffSite = 20,

    /// <summary>Another run holds the lock.</summary>
    Locked = 30,

    /// <summary>Cancelled.</summary>
    Cancelled = 40,
}
