using System.Text.Json.Serialization;

namespace HubChantier.Backup;

/// <summary>One run of an operation that changes something: a line of the journal beside the backups.</summary>
/// <remarks>
/// The properties without <see cref="JsonIgnoreAttribute"/> are, in snake case, the line's own (docs/journal.schema.json). No line holds a secret.
/// </remarks>
public sealed class HubRun
{
    /// <summary>The version of the journal's schema that this module writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the line's schema.</summary>
    public required int Schema { get; init; }

    /// <summary>Identity of the run; a later run has a greater one.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it did.</summary>
    public required HubRunOperation Operation { get; init; }

    /// <summary>The database it was about.</summary>
    public required string Database { get; init; }

    /// <summary>Name of the source (BACKUP_SOURCE).</summary>
    public required string Source { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>How long it took, in seconds, whatever was done to the clock meanwhile.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>The user it ran as.</summary>
    public required string User { get; init; }

    /// <summary>The host it ran on.</summary>
    public required string Host { get; init; }

    /// <summary>The process it ran in.</summary>
    public required int ProcessId { get; init; }

    /// <summary>How it ended.</summary>
    public required HubRunResult Result { get; init; }

    /// <summary>The error's id, a name of <see cref="BackupFailure"/>, or <c>Internal</c> for a fault of the module; null where there is none.</summary>
    public string? ErrorId { get; init; }

    /// <summary>What went wrong, in a sentence of the user's language; null where nothing did, and for a fault of the module.</summary>
    public string? Message { get; init; }

    /// <summary>Name of the backup that was made or used; null where there is none.</summary>
    public string? BackupName { get; init; }

    /// <summary>Length of that backup's data file, in bytes; null where it is not known.</summary>
    public long? Bytes { get; init; }

    /// <summary>Where besides the folder: the server and database of a restore, the place of a copy; null where it was the folder alone.</summary>
    public string? Target { get; init; }

    /// <summary>Bytes that were free on the backup folder's disk at its end; null where that is not known.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>How long it took.</summary>
    [JsonIgnore]
    public TimeSpan Duration => TimeSpan.FromSeconds(DurationSeconds);

    /// <inheritdoc/>
    public override string ToString() => $"{Operation} {Result} {Finished:u}";
}
