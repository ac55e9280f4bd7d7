namespace HubChantier.Backup.Ports;

/// <summary>Which bucket of which S3-compatible service, and how it is spoken to. Holds secrets: never shown.</summary>
public sealed class ObjectStoreSettings
{
    /// <summary>Name of the bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>Address of the service; null for AWS.</summary>
    public Uri? EndpointUrl { get; init; }

    /// <summary>Region, or null for the AWS SDK's own chain.</summary>
    public string? Region { get; init; }

    /// <summary>Access key, or null for the AWS SDK's own chain.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>Secret key; given where <see cref="AccessKeyId"/> is.</summary>
    public string? SecretAccessKey { get; init; }

    /// <summary>Session token, or null.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The checksum that goes with what is sent.</summary>
    public required ObjectChecksum Checksum { get; init; }

    /// <summary>Whether bodies are signed in chunks (<c>aws-chunked</c>), which older services refuse.</summary>
    public bool ChunkedSigning { get; init; }

    /// <summary>How long the service may neither take nor give a byte before a request counts as lost.</summary>
    public required TimeSpan StallTimeout { get; init; }
}
