using System.Text.Json.Serialization;

namespace HubChantier.Backup;

/// <summary>A copy of a backup in a bucket of an S3-compatible service.</summary>
public sealed class HubCopy
{
    /// <summary>Host of the service, with its port if that is not the usual one: <c>s3.fr-par.scw.cloud</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Name of the bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>Key of the data file; the manifest's key is this one with <c>.json</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What is known of it.</summary>
    public required HubCopyState State { get; init; }

    /// <summary>When the upload ended, or failed, UTC.</summary>
    public required DateTimeOffset Uploaded { get; init; }

    /// <summary>Length of the object, in bytes.</summary>
    public long Length { get; init; }

    /// <summary>The service's ETag, without quotes; null where it gave none.</summary>
    [JsonPropertyName("etag")]
    public string? ETag { get; init; }

    /// <summary>The service's own checksum with its algorithm, <c>SHA256:…</c> in Base64; null where it gave none.</summary>
    public string? Checksum { get; init; }

    /// <summary>By what it was compared; null where it was not.</summary>
    public HubCopyCheck? VerifiedBy { get; init; }

    /// <summary>The object's version in a bucket that keeps versions, else null.</summary>
    public string? VersionId { get; init; }

    /// <summary>The storage class, as the service names it; null for its standard one.</summary>
    public string? StorageClass { get; init; }

    /// <summary>Until when the service lets nobody remove it, UTC; null where nothing holds it.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>The multipart upload that has begun and may be open still; null where none is.</summary>
    public string? UploadId { get; init; }

    /// <summary>Why the upload failed; null where it did not.</summary>
    public string? Message { get; init; }

    /// <summary>Whether the copy is there.</summary>
    [JsonIgnore]
    public bool Exists => State is HubCopyState.Verified or HubCopyState.Unverified or HubCopyState.Pending;

    /// <summary>Where it lies, for people and scripts: <c>s3://bucket/key</c>.</summary>
    [JsonIgnore]
    public string Url => $"s3://{Bucket}/{Key}";

    /// <summary>Whether two copies lie at the same place.</summary>
    internal bool IsAt(HubCopy other) => IsAt(other.Endpoint, other.Bucket) && Key == other.Key;

    /// <summary>Whether it lies in a bucket.</summary>
    internal bool IsAt(string endpoint, string bucket) => Endpoint.Equals(endpoint, StringComparison.OrdinalIgnoreCase) && Bucket == bucket;

    /// <inheritdoc/>
    public override string ToString() => $"{State} {Url} ({Endpoint})";
}
