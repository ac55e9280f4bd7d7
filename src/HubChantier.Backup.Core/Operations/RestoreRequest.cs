namespace HubChantier.Backup.Operations;

/// <summary>The restore that is wanted: a backup, into a new database beside the live one.</summary>
public sealed class RestoreRequest
{
    /// <summary>The backup.</summary>
    public required HubBackup Backup { get; init; }

    /// <summary>Name of the database that the restore makes; it must be free.</summary>
    public required string TargetDatabase { get; init; }

    /// <summary>Name of a database to give the server's orders from; null for the first that lets us in.</summary>
    public string? MaintenanceDatabase { get; init; }

    /// <summary>Whether a file that nobody vouches for may be loaded.</summary>
    public bool TrustSource { get; init; }

    /// <summary>Whether to leave the restored database without statistics.</summary>
    public bool SkipAnalyze { get; init; }

    /// <summary>How long to wait for another run that makes a database of the same name.</summary>
    public TimeSpan LockTimeout { get; init; }
}
