using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Providers.S3;

/// <summary>The requests as a service's settings want them: checksums, signing, storage class, encryption, lock.</summary>
internal sealed class S3Requests
{
    private readonly ObjectStoreSettings _settings;

    public S3Requests(ObjectStoreSettings settings) => _settings = settings;

    private bool UsesSha256 => _settings.Checksum == ObjectChecksum.Sha256;

    /// <summary>
    /// Over TLS a body's MD5 in the signed headers is enough, as the AWS CLI does it; without TLS the body itself is signed.
    /// </summary>
    private bool SkipsBodySigning => !_settings.ChunkedSigning && (_settings.EndpointUrl is null || _settings.EndpointUrl.Scheme == Uri.UriSchemeHttps);

    public GetObjectMetadataRequest Metadata(string key) => new()
    {
        BucketName = _settings.Bucket,
        Key = key,
        ChecksumMode = UsesSha256 ? ChecksumMode.ENABLED : null,
    };

    public PutObjectRequest Put(string key, Stream body, ObjectContent content, ObjectOptions options)
    {
        PutObjectRequest request = new()
        {
            BucketName = _settings.Bucket,
            Key = key,
            InputStream = body,
            AutoCloseStream = false,
            UseChunkEncoding = _settings.ChunkedSigning,
            DisablePayloadSigning = SkipsBodySigning,
            MD5Digest = Convert.ToBase64String(content.Md5.Span),
            ChecksumSHA256 = UsesSha256 ? Convert.ToBase64String(content.Sha256.Span) : null,
            IfNoneMatch = options.OnlyIfAbsent ? "*" : null,
            StorageClass = options.StorageClass,
            ServerSideEncryptionMethod = options.ServerSideEncryption,
            ServerSideEncryptionKeyManagementServiceKeyId = options.KmsKeyId,
            ObjectLockMode = options.LockMode,
            ObjectLockRetainUntilDate = options.LockedUntil?.UtcDateTime,
        };
        foreach ((string name, string value) in options.Metadata)
        {
            request.Metadata[name] = value;
        }

        return request;
    }

    public InitiateMultipartUploadRequest Begin(string key, ObjectOptions options)
    {
        InitiateMultipartUploadRequest request = new()
        {
            BucketName = _settings.Bucket,
            Key = key,
            ChecksumAlgorithm = UsesSha256 ? ChecksumAlgorithm.SHA256 : null,
            StorageClass = options.StorageClass,
            ServerSideEncryptionMethod = options.ServerSideEncryption,
            ServerSideEncryptionKeyManagementServiceKeyId = options.KmsKeyId,
            ObjectLockMode = options.LockMode,
            ObjectLockRetainUntilDate = options.LockedUntil?.UtcDateTime,
        };
        foreach ((string name, string value) in options.Metadata)
        {
            request.Metadata[name] = value;
        }

        return request;
    }

    public UploadPartRequest Part(string key, string uploadId, int number, Stream body, ObjectContent content) => new()
    {
        BucketName = _settings.Bucket,
        Key = key,
        UploadId = uploadId,
        PartNumber = number,
        PartSize = content.Length,
        InputStream = body,
        UseChunkEncoding = _settings.ChunkedSigning,
        DisablePayloadSigning = SkipsBodySigning,
        MD5Digest = Convert.ToBase64String(content.Md5.Span),
        ChecksumSHA256 = UsesSha256 ? Convert.ToBase64String(content.Sha256.Span) : null,
    };

    public CompleteMultipartUploadRequest Complete(string key, string uploadId, IReadOnlyList<SentPart> parts, ObjectOptions options) => new()
    {
        BucketName = _settings.Bucket,
        Key = key,
        UploadId = uploadId,
        PartETags = [.. parts.Select(part => new PartETag(part.Number, part.ETag) { ChecksumSHA256 = UsesSha256 ? part.Sha256 : null })],
        IfNoneMatch = options.OnlyIfAbsent ? "*" : null,
    };

    public GetObjectRequest Get(string key, long offset) => new()
    {
        BucketName = _settings.Bucket,
        Key = key,
        ByteRange = offset == 0 ? null : new ByteRange(string.Create(CultureInfo.InvariantCulture, $"bytes={offset}-")),
    };
}
