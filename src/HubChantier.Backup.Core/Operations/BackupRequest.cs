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

    /// <summary>Absolute path of the folder it goes to.</summary>
    public required string Folder { get; init; }
}
