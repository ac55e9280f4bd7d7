using HubChantier.Backup.Encryption;

namespace HubChantier.Backup.Operations;

/// <summary>The restore that is wanted: a backup, and the database that is to hold its data.</summary>
public sealed class RestoreRequest
{
    /// <summary>The backup.</summary>
    public required HubBackup Backup { get; init; }

    /// <summary>Name of the database. One that is there is set aside at the end, kept, and never touched before.</summary>
    public required string Database { get; init; }

    /// <summary>Whether a person named the database for this restore; else only a backup of that very database may come into it.</summary>
    public bool IsDatabaseChosen { get; init; }

    /// <summary>Name of the source, written in the safety backup's manifest.</summary>
    public required string Source { get; init; }

    /// <summary>Absolute path of the folder of the safety backup.</summary>
    public required string SafetyFolder { get; init; }

    /// <summary>For whom the safety backup is encrypted; empty to not encrypt it.</summary>
    public IReadOnlyList<AgeRecipient> Recipients { get; init; } = [];

    /// <summary>Whether to make no safety backup of a live database.</summary>
    public bool SkipSafetyBackup { get; init; }

    /// <summary>Whether to drop the previous database at the end, if nothing was written to it after the safety backup.</summary>
    public bool DropPrevious { get; init; }

    /// <summary>Name of a database to give the server's orders from; null for the first that lets us in.</summary>
    public string? MaintenanceDatabase { get; init; }

    /// <summary>Whether a file that nobody vouches for may be loaded.</summary>
    public bool TrustSource { get; init; }

    /// <summary>Whether the backup of another server may take the place of a live database.</summary>
    public bool AllowForeign { get; init; }

    /// <summary>Whether a live database with logical replication may be set aside.</summary>
    public bool AllowReplicationLoss { get; init; }

    /// <summary>Whether to go on where the room on the server's disk cannot be measured.</summary>
    public bool AssumeRoom { get; init; }

    /// <summary>Sessions that may load at once; null for what the server's machine can do.</summary>
    public int? Jobs { get; init; }

    /// <summary>Whether to load into the live database itself, in one transaction: for a role that may not create databases.</summary>
    public bool InPlace { get; init; }

    /// <summary>Whether to go on where owners and grants cannot all be given, and do what can be done.</summary>
    public bool IgnorePrivileges { get; init; }

    /// <summary>Whether to make the roles of the backup's globals that the server does not have, before the load.</summary>
    public bool Globals { get; init; }

    /// <summary>Whether to leave the restored database without statistics.</summary>
    public bool SkipAnalyze { get; init; }

    /// <summary>How long to wait for another run on the same database.</summary>
    public TimeSpan LockTimeout { get; init; }

    /// <summary>Called with the plan before the change-over, after everything was verified; what it throws stops the restore.</summary>
    public Func<HubRestorePlan, CancellationToken, Task>? BeforeSwap { get; init; }
}
