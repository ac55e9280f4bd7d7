namespace HubChantier.Backup.Health;

/// <summary>All that is known of the backups of one database and source, gathered at one moment.</summary>
public sealed record HealthFacts
{
    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>Absolute path of the backups' folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The moment.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The backups of the folder, also of other databases and sources.</summary>
    public IReadOnlyList<HubBackup> Backups { get; init; } = [];

    /// <summary>
    /// Those of the folder and those of the configured bucket as one list, with the copies that are really there; null where the bucket was not
    /// looked into.
    /// </summary>
    public IReadOnlyList<HubBackup>? WithBucket { get; init; }

    /// <summary>Why the bucket cannot be looked into; null where it can, or was not to be.</summary>
    public string? BucketProblem { get; init; }

    /// <summary>Paths of the manifests that cannot be read.</summary>
    public IReadOnlyList<string> UnreadableManifests { get; init; } = [];

    /// <summary>The configured bucket; null where there is none.</summary>
    public string? Bucket { get; init; }

    /// <summary>Host of the configured service, with its port if that is not the usual one; null for AWS.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The runs of the journal, also of other databases and sources.</summary>
    public IReadOnlyList<HubRun> Runs { get; init; } = [];

    /// <summary>Why the journal cannot be read; null where it can.</summary>
    public string? JournalProblem { get; init; }

    /// <summary>Why retention removes nothing; empty where it is not frozen.</summary>
    public IReadOnlyList<string> FrozenReasons { get; init; } = [];

    /// <summary>Bytes free on the folder's disk; null where that is not known.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>Bytes that the disk has in all; null where that is not known.</summary>
    public long? TotalBytes { get; init; }

    /// <summary>What the server has of ours; null where it was not asked, or did not answer.</summary>
    public HealthServerFacts? Server { get; init; }

    /// <summary>Why the server did not answer; null where it did, or was not to be asked.</summary>
    public string? ServerProblem { get; init; }
}
