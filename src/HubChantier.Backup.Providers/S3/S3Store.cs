using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Providers.S3;

/// <summary>A bucket, through the AWS SDK.</summary>
internal sealed class S3Store : IObjectStore
{
    /// <summary>The most parts of one object that AWS, OVH, MinIO and Ceph take (AWS's documentation, "Multipart upload limits").</summary>
    private const int UsualMaximumParts = 10_000;

    /// <summary>The most that Scaleway takes (its documentation, "Object Storage: limits and quotas").</summary>
    private const int ScalewayMaximumParts = 1_000;

    private readonly AmazonS3Client _client;
    private readonly ObjectStoreSettings _settings;
    private readonly StallGuard _guard;
    private readonly S3Requests _requests;

    public S3Store(ObjectStoreSettings settings)
    {
        _settings = settings;
        _client = S3Client.Create(settings);
        Endpoint = settings.EndpointUrl?.Authority ?? "s3." + _client.Config.RegionEndpoint.SystemName + ".amazonaws.com";
        _guard = new StallGuard(settings.StallTimeout, Endpoint, settings.Bucket, TimeProvider.System);
        _requests = new S3Requests(settings);
        MaximumParts = Endpoint.EndsWith(".scw.cloud", StringComparison.OrdinalIgnoreCase) ? ScalewayMaximumParts : UsualMaximumParts;
    }

    public string Endpoint { get; }

    public string Bucket => _settings.Bucket;

    public ObjectChecksum Checksum => _settings.Checksum;

    public int MaximumParts { get; }

    public Task<StoredObject?> FindAsync(string key, CancellationToken token) => _guard.RunAsync(
        key,
        async (_, cancel) =>
        {
            try
            {
                return S3Answers.Of(key, await _client.GetObjectMetadataAsync(_requests.Metadata(key), cancel).ConfigureAwait(false));
            }
            catch (AmazonS3Exception exception) when (S3Errors.IsNotFound(exception))
            {
                return null;
            }
        },
        token);

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken token)
    {
        ListObjectsV2Request request = new() { BucketName = Bucket, Prefix = prefix };
        ListObjectsV2Response page;
        do
        {
            page = await _guard.RunAsync(prefix, (_, cancel) => _client.ListObjectsV2Async(request, cancel), token).ConfigureAwait(false);
            foreach (S3Object found in page.S3Objects ?? [])
            {
                yield return S3Answers.Of(found);
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    public Task<StoredObject> PutAsync(string key, ObjectContent content, ObjectOptions options, IProgress<long> sent, CancellationToken token) => _guard.RunAsync(
        key,
        (moved, cancel) => UnconditionallyIfNeededAsync(
            options,
            async wanted =>
            {
                using Stream body = content.Open();
                PutObjectRequest request = _requests.Put(key, body, content, wanted);
                request.StreamTransferProgress += (_, progress) => Moved(moved, sent, progress.TransferredBytes);
                try
                {
                    return S3Answers.Of(key, content.Length, await _client.PutObjectAsync(request, cancel).ConfigureAwait(false));
                }
                catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.PreconditionFailed)
                {
                    if (await FindOursAsync(key, wanted, cancel).ConfigureAwait(false) is { } found)
                    {
                        return found;
                    }

                    throw;
                }
            }),
        token);

    public Task<string> BeginUploadAsync(string key, ObjectOptions options, CancellationToken token) => _guard.RunAsync(
        key, async (_, cancel) => (await _client.InitiateMultipartUploadAsync(_requests.Begin(key, options), cancel).ConfigureAwait(false)).UploadId, token);

    public Task<SentPart> SendPartAsync(string key, string uploadId, int number, ObjectContent content, IProgress<long> sent, CancellationToken token) => _guard.RunAsync(
        key,
        async (moved, cancel) =>
        {
            using Stream body = content.Open();
            UploadPartRequest request = _requests.Part(key, uploadId, number, body, content);
            request.StreamTransferProgress += (_, progress) => Moved(moved, sent, progress.TransferredBytes);
            UploadPartResponse answer = await _client.UploadPartAsync(request, cancel).ConfigureAwait(false);
            return new SentPart(number, S3Answers.Unquoted(answer.ETag) ?? "", answer.ChecksumSHA256, S3Answers.IsOfContent(answer.ServerSideEncryptionMethod));
        },
        token);

    public Task<StoredObject> CompleteUploadAsync(string key, string uploadId, IReadOnlyList<SentPart> parts, ObjectOptions options, CancellationToken token) => _guard.RunAsync(
        key,
        (_, cancel) => UnconditionallyIfNeededAsync(
            options,
            async wanted =>
            {
                try
                {
                    return S3Answers.Of(key, await _client.CompleteMultipartUploadAsync(_requests.Complete(key, uploadId, parts, wanted), cancel).ConfigureAwait(false));
                }
                catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchUpload" || exception.StatusCode == HttpStatusCode.PreconditionFailed)
                {
                    if (await FindOursAsync(key, wanted, cancel).ConfigureAwait(false) is { } found)
                    {
                        return found;
                    }

                    throw;
                }
            }),
        token);

    public Task AbortUploadAsync(string key, string uploadId, CancellationToken token) => _guard.RunAsync(
        key,
        async (_, cancel) =>
        {
            try
            {
                await _client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = Bucket, Key = key, UploadId = uploadId }, cancel).ConfigureAwait(false);
            }
            catch (AmazonS3Exception exception) when (S3Errors.IsNotFound(exception))
            {
                // Gone already.
            }

            return true;
        },
        token);

    public async Task<IReadOnlyList<string>> FindUploadsAsync(string key, CancellationToken token)
    {
        ListMultipartUploadsResponse answer = await _guard.RunAsync(
            key, (_, cancel) => _client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = Bucket, Prefix = key }, cancel), token).ConfigureAwait(false);
        return [.. (answer.MultipartUploads ?? []).Where(upload => upload.Key == key).Select(upload => upload.UploadId)];
    }

    public async Task<Stream> OpenReadAsync(string key, long offset, CancellationToken token)
    {
        GetObjectResponse answer = await _guard.RunAsync(key, (_, cancel) => _client.GetObjectAsync(_requests.Get(key, offset), cancel), token).ConfigureAwait(false);
        return new WatchedStream(
            answer.ResponseStream,
            answer,
            answer.ContentLength,
            _settings.StallTimeout,
            exception => _guard.Translate(exception, key),
            exception => S3Errors.Stalled(exception, _settings.StallTimeout, Endpoint, Bucket, key));
    }

    public Task RemoveAsync(string key, CancellationToken token) => _guard.RunAsync(
        key,
        async (moved, cancel) =>
        {
            // One by one: several services know no DeleteObjects without a Content-MD5 that the SDK no longer sends.
            foreach (string? version in await VersionsAsync(key, cancel).ConfigureAwait(false))
            {
                await _client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = Bucket, Key = key, VersionId = version }, cancel).ConfigureAwait(false);
                moved();
            }

            return true;
        },
        token);

    public Task RecallAsync(string key, int days, CancellationToken token) => _guard.RunAsync(
        key,
        async (_, cancel) =>
        {
            try
            {
                await _client.RestoreObjectAsync(new RestoreObjectRequest { BucketName = Bucket, Key = key, Days = days, RetrievalTier = GlacierJobTier.Standard }, cancel).ConfigureAwait(false);
            }
            catch (AmazonS3Exception exception) when (exception.ErrorCode == "RestoreAlreadyInProgress")
            {
                // Somebody has asked before.
            }

            return true;
        },
        token);

    public void Dispose() => _client.Dispose();

    /// <summary>Services that know no conditional write refuse it as a whole; what stood there was looked up before.</summary>
    private static async Task<StoredObject> UnconditionallyIfNeededAsync(ObjectOptions options, Func<ObjectOptions, Task<StoredObject>> write)
    {
        try
        {
            return await write(options).ConfigureAwait(false);
        }
        catch (AmazonS3Exception exception) when (options.OnlyIfAbsent && S3Errors.IsNotImplemented(exception))
        {
            return await write(options with { OnlyIfAbsent = false }).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The object with what we wrote on it; null where there is another, none, or the keys may not look. The answer to a try may have been lost:
    /// then what is tried again stands in its own way.
    /// </summary>
    private async Task<StoredObject?> FindOursAsync(string key, ObjectOptions wanted, CancellationToken token)
    {
        try
        {
            StoredObject? found = await FindAsync(key, token).ConfigureAwait(false);
            return found is not null && wanted.Metadata.All(pair => found.Metadata.GetValueOrDefault(pair.Key) == pair.Value) ? found : null;
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.S3AccessDenied)
        {
            return null;
        }
    }

    private static void Moved(Action moved, IProgress<long> sent, long bytes)
    {
        moved();
        sent.Report(bytes);
    }

    /// <summary>The versions of a key, delete markers among them; null stands for what a bucket without versions has.</summary>
    private async Task<IReadOnlyList<string?>> VersionsAsync(string key, CancellationToken token)
    {
        List<string?> versions = [];
        ListVersionsRequest request = new() { BucketName = Bucket, Prefix = key };
        try
        {
            ListVersionsResponse page;
            do
            {
                page = await _client.ListVersionsAsync(request, token).ConfigureAwait(false);
                // A bucket without versions calls the one that there is "null"; not every such service takes that word back.
                versions.AddRange((page.Versions ?? []).Where(version => version.Key == key).Select(version => version.VersionId is "null" ? null : version.VersionId));
                request.KeyMarker = page.NextKeyMarker;
                request.VersionIdMarker = page.NextVersionIdMarker;
            }
            while (page.IsTruncated == true);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed)
        {
            // These keys may not look at versions: what is there now is removed.
            return [null];
        }

        return versions;
    }
}
