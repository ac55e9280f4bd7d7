namespace HubChantier.Backup;

/// <summary>How a run ended.</summary>
public enum HubRunResult
{
    /// <summary>All was done.</summary>
    Succeeded,

    /// <summary>It was not done, or a test found the backup bad.</summary>
    Failed,

    /// <summary>It was stopped: Ctrl+C, SIGTERM, SIGHUP.</summary>
    Cancelled,
}
