namespace HubChantier.Backup.Ports;

/// <summary>How an object is to be kept.</summary>
public sealed record ObjectOptions
{
    /// <summary>What is written with it, by names in small letters; ASCII.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Its storage class, as the service names it; null for the bucket's own.</summary>
    public string? StorageClass { get; init; }

    /// <summary><c>AES256</c> or <c>aws:kms</c>; null for the bucket's own.</summary>
    public string? ServerSideEncryption { get; init; }

    /// <summary>The key of <c>aws:kms</c>; null for the account's own.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary><c>GOVERNANCE</c> or <c>COMPLIANCE</c>; null for none.</summary>
    public string? LockMode { get; init; }

    /// <summary>Until when nobody may remove it; with <see cref="LockMode"/>.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>Refuses to take the place of an object that is there, where the service can do so.</summary>
    public bool OnlyIfAbsent { get; init; }
}
