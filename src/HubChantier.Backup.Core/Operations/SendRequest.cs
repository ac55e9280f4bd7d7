namespace HubChantier.Backup.Operations;

/// <summary>How backups are to be kept in a bucket.</summary>
public sealed class SendRequest
{
    /// <summary>What the keys begin with; ends with a slash, or is empty.</summary>
    public required string Prefix { get; init; }

    /// <summary>Storage class of the data file, as the service names it; null for the bucket's own.</summary>
    public string? StorageClass { get; init; }

    /// <summary><c>AES256</c> or <c>aws:kms</c>; null for the bucket's own.</summary>
    public string? ServerSideEncryption { get; init; }

    /// <summary>The key of <c>aws:kms</c>; null for the account's own.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary><c>GOVERNANCE</c> or <c>COMPLIANCE</c>; null for none.</summary>
    public string? LockMode { get; init; }

    /// <summary>Days for which nobody may remove what is sent; with <see cref="LockMode"/>.</summary>
    public int LockDays { get; init; }

    /// <summary>Sends also what is there.</summary>
    public bool Force { get; init; }
}
