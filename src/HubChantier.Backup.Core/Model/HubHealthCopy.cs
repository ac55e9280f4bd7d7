namespace HubChantier.Backup;

/// <summary>The newest good backup of which there is a copy at one place elsewhere.</summary>
public sealed class HubHealthCopy
{
    /// <summary>Name of the bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>Host of the service; null for the configured bucket of AWS while nothing is in it.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Whether it is the bucket of the settings; another one is only told.</summary>
    public required bool IsConfigured { get; init; }

    /// <summary>Name of the backup; null where no copy is there.</summary>
    public string? BackupName { get; init; }

    /// <summary>What is known of the copy; null where none is there.</summary>
    public HubCopyState? State { get; init; }

    /// <summary>When the upload ended, UTC; null where no copy is there.</summary>
    public DateTimeOffset? Uploaded { get; init; }

    /// <summary>Time since that backup began, for what was written after that is not in it.</summary>
    public TimeSpan? Age { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"s3://{Bucket}: {BackupName ?? "-"}";
}
