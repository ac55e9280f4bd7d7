using Amazon.S3;
using Amazon.S3.Model;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Providers.S3;

/// <summary>What the service says of an object, in Core's words.</summary>
internal static class S3Answers
{
    private const string MetadataPrefix = "x-amz-meta-";

    /// <summary>Storage classes whose objects must be brought back before they can be read (AWS's documentation; Scaleway has GLACIER too).</summary>
    private static readonly string[] s_archived = ["GLACIER", "DEEP_ARCHIVE"];

    public static StoredObject Of(string key, GetObjectMetadataResponse answer) => new()
    {
        Key = key,
        Length = answer.ContentLength,
        Modified = Utc(answer.LastModified),
        ETag = Unquoted(answer.ETag),
        ETagIsOfContent = IsOfContent(answer.ServerSideEncryptionMethod),
        Sha256 = answer.ChecksumSHA256,
        VersionId = Version(answer.VersionId),
        StorageClass = Class(answer.StorageClass?.Value),
        // Once it was brought back, an end of that is named.
        IsArchived = s_archived.Contains(answer.StorageClass?.Value) && answer.RestoreExpiration is null,
        LockedUntil = answer.ObjectLockRetainUntilDate is { } until ? Utc(until) : null,
        Metadata = answer.Metadata.Keys.ToDictionary(
            name => name.ToLowerInvariant().Replace(MetadataPrefix, "", StringComparison.Ordinal), name => answer.Metadata[name], StringComparer.Ordinal),
    };

    public static StoredObject Of(S3Object found) => new()
    {
        Key = found.Key,
        Length = found.Size ?? 0,
        Modified = Utc(found.LastModified),
        ETag = Unquoted(found.ETag),
        StorageClass = Class(found.StorageClass?.Value),
        IsArchived = s_archived.Contains(found.StorageClass?.Value),
    };

    public static StoredObject Of(string key, long length, PutObjectResponse answer) => new()
    {
        Key = key,
        Length = length,
        ETag = Unquoted(answer.ETag),
        ETagIsOfContent = IsOfContent(answer.ServerSideEncryptionMethod),
        Sha256 = answer.ChecksumSHA256,
        VersionId = Version(answer.VersionId),
    };

    public static StoredObject Of(string key, CompleteMultipartUploadResponse answer) => new()
    {
        Key = key,
        Length = 0,
        ETag = Unquoted(answer.ETag),
        ETagIsOfContent = IsOfContent(answer.ServerSideEncryptionMethod),
        Sha256 = answer.ChecksumSHA256,
        VersionId = Version(answer.VersionId),
    };

    public static string? Unquoted(string? etag) => string.IsNullOrEmpty(etag) ? null : etag.Trim('"');

    /// <summary>AWS's documentation, "Object": with SSE-KMS the ETag is no MD5 of the content, though it looks like one.</summary>
    public static bool IsOfContent(ServerSideEncryptionMethod? encryption) => encryption is null || encryption.Value is "" or "AES256";

    private static string? Version(string? version) => version is null or "" or "null" ? null : version;

    private static string? Class(string? name) => name is null or "" or "STANDARD" ? null : name;

    private static DateTimeOffset Utc(DateTime? time)
        => time is { } value ? new DateTimeOffset(value.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(value, DateTimeKind.Utc) : value).ToUniversalTime() : default;
}
