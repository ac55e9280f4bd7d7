namespace HubChantier.Backup.Ports;

/// <summary>What a service tells of an object; what a listing does not tell is null.</summary>
public sealed record StoredObject
{
    /// <summary>Its key.</summary>
    public required string Key { get; init; }

    /// <summary>Its length, in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>When it was last written, UTC.</summary>
    public DateTimeOffset Modified { get; init; }

    /// <summary>Its ETag, without quotes.</summary>
    public string? ETag { get; init; }

    /// <summary>Whether the ETag is computed from the content: not where the service encrypts with a key of its own (aws:kms).</summary>
    public bool ETagIsOfContent { get; init; } = true;

    /// <summary>The service's SHA-256 in Base64, with the number of parts behind a hyphen if it is one of parts; or null.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Its version, where the bucket keeps versions.</summary>
    public string? VersionId { get; init; }

    /// <summary>Its storage class; null for the standard one.</summary>
    public string? StorageClass { get; init; }

    /// <summary>Until when nobody may remove it; null where nothing holds it.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>Whether it has to be brought back from an archive before it can be read.</summary>
    public bool IsArchived { get; init; }

    /// <summary>What was written with it, by names in small letters without <c>x-amz-meta-</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
