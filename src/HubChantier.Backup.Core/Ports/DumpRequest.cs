namespace HubChantier.Backup.Ports;

/// <summary>What pg_dump is asked for.</summary>
public sealed class DumpRequest
{
    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>The options that shape the text; never a connection's.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>Name of a snapshot that another session exported and holds, or null.</summary>
    public string? Snapshot { get; init; }
}
