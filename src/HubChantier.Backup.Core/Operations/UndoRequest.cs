namespace HubChantier.Backup.Operations;

/// <summary>The undo that is wanted: a database, and which of its kept previous ones comes back.</summary>
public sealed class UndoRequest
{
    /// <summary>The database that was restored.</summary>
    public required string Database { get; init; }

    /// <summary>Name of the previous database that comes back; null for the one kept last.</summary>
    public string? PreviousDatabase { get; init; }

    /// <summary>Name of a database to give the server's orders from; null for the first that lets us in.</summary>
    public string? MaintenanceDatabase { get; init; }

    /// <summary>How long to wait for another run on the same database.</summary>
    public TimeSpan LockTimeout { get; init; }
}
