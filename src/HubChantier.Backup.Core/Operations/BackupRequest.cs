using HubChantier.Backup.Encryption;

namespace HubChantier.Backup.Operations;

/// <summary>The backup that is wanted.</summary>
public sealed class BackupRequest
{
    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>Name of the source, written in the manifest.</summary>
    public required string Source { get; init; }

    /// <summary>Why it is made.</summary>
    public required HubBackupKind Kind { get; init; }

    /// <summary>What the maker has to say about it, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The time that its name carries, in local time; null for the moment it begins.</summary>
    internal DateTimeOffset? NameTime { get; init; }

    /// <summary>Absolute path of the folder it goes to.</summary>
    public required string Folder { get; init; }

    /// <summary>Name of a database to hold the lock in; null for the first that lets us in.</summary>
    public string? MaintenanceDatabase { get; init; }

    /// <summary>Whether to write the server's roles into a file beside it.</summary>
    public bool IncludeGlobals { get; init; }

    /// <summary>How long to wait for another run of the same database.</summary>
    public TimeSpan LockTimeout { get; init; }

    /// <summary>How long pg_dump waits for the lock of a table that somebody holds.</summary>
    public TimeSpan TableLockTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the whole may take, or null for as long as it takes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How the data file is compressed.</summary>
    public HubCompression Compression { get; init; }

    /// <summary>The level of that compression; null for its own.</summary>
    public int? CompressionLevel { get; init; }

    /// <summary>For whom its files are encrypted; empty to not encrypt them.</summary>
    public IReadOnlyList<AgeRecipient> Recipients { get; init; } = [];
}
