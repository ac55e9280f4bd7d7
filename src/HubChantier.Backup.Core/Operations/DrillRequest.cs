namespace HubChantier.Backup.Operations;

/// <summary>The drill that is wanted: a backup, and what must be true of the database that comes out of it.</summary>
public sealed class DrillRequest
{
    /// <summary>The backup.</summary>
    public required HubBackup Backup { get; init; }

    /// <summary>SQL questions whose answer must be true.</summary>
    public IReadOnlyList<string> Assertions { get; init; } = [];

    /// <summary>Sessions that may load at once; null for what the server's machine can do.</summary>
    public int? Jobs { get; init; }

    /// <summary>Name of a database to give the server's orders from; null for the first that lets us in.</summary>
    public string? MaintenanceDatabase { get; init; }

    /// <summary>Whether a file that nobody vouches for may be loaded.</summary>
    public bool TrustSource { get; init; }

    /// <summary>Whether to go on where the room on the server's disk cannot be measured.</summary>
    public bool AssumeRoom { get; init; }
}
