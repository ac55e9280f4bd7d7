using System.Security.Cryptography;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.UnitTests.Transfer;

/// <summary>A bucket in memory, whose calls can be made to fail and whose bodies to break off.</summary>
internal sealed class FakeObjectStore : IObjectStore
{
    private readonly Dictionary<(string Upload, int Number), byte[]> _parts = [];
    private int _uploads;

    public string Endpoint => "s3.example.org";

    public string Bucket => "bucket";

    public ObjectChecksum Checksum => ObjectChecksum.Md5;

    public int MaximumParts => 10_000;

    public Dictionary<string, byte[]> Objects { get; } = [];

    /// <summary>Ids and keys of the uploads in parts that are open.</summary>
    public Dictionary<string, string> Uploads { get; } = [];

    /// <summary>Offsets at which bodies were opened.</summary>
    public List<long> Opened { get; } = [];

    /// <summary>Called with the name of each call before it is done; may throw.</summary>
    public Action<string> Before { get; set; } = static _ => { };

    /// <summary>Bytes after which a body breaks off, the first ones first; none: it is whole.</summary>
    public Queue<(int Bytes, BackupFailure Failure)> Breaks { get; } = new();

    public static BackupException Failure(BackupFailure failure) => new(failure, failure.ToString(), subject: "fake");

    public Task<StoredObject?> FindAsync(string key, CancellationToken token)
    {
        Before("Find");
        return Task.FromResult(Objects.TryGetValue(key, out byte[]? content) ? new StoredObject { Key = key, Length = content.Length } : null);
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        await Task.CompletedTask;
        foreach (string key in Objects.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            yield return new StoredObject { Key = key, Length = Objects[key].Length };
        }
    }

    public Task<StoredObject> PutAsync(string key, ObjectContent content, ObjectOptions options, IProgress<long> sent, CancellationToken token)
    {
        Before("Put");
        return Task.FromResult(Store(key, Read(content)));
    }

    public Task<string> BeginUploadAsync(string key, ObjectOptions options, CancellationToken token)
    {
        string id = $"upload-{++_uploads}";
        Uploads[id] = key;
        // As an answer that is lost: the upload is open.
        Before("Begin");
        return Task.FromResult(id);
    }

    public Task<SentPart> SendPartAsync(string key, string uploadId, int number, ObjectContent content, IProgress<long> sent, CancellationToken token)
    {
        Before($"Part {number}");
        byte[] bytes = Read(content);
        lock (_parts)
        {
            _parts[(uploadId, number)] = bytes;
        }

        return Task.FromResult(new SentPart(number, Md5(bytes), Sha256: null, ETagIsOfContent: true));
    }

    public Task<StoredObject> CompleteUploadAsync(string key, string uploadId, IReadOnlyList<SentPart> parts, ObjectOptions options, CancellationToken token)
    {
        Before("Complete");
        Uploads.Remove(uploadId);
        return Task.FromResult(Store(key, [.. parts.SelectMany(part => _parts[(uploadId, part.Number)])]));
    }

    public Task AbortUploadAsync(string key, string uploadId, CancellationToken token)
    {
        Before("Abort");
        Uploads.Remove(uploadId);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> FindUploadsAsync(string key, CancellationToken token)
    {
        Before("FindUploads");
        return Task.FromResult<IReadOnlyList<string>>([.. Uploads.Where(upload => upload.Value == key).Select(upload => upload.Key)]);
    }

    public Task<Stream> OpenReadAsync(string key, long offset, CancellationToken token)
    {
        Before("Open");
        Opened.Add(offset);
        (int bytes, BackupFailure failure) = Breaks.TryDequeue(out (int, BackupFailure) next) ? next : (int.MaxValue, default);
        return Task.FromResult<Stream>(new BreakingStream(Objects[key][(int)offset..], bytes, failure));
    }

    public Task RemoveAsync(string key, CancellationToken token)
    {
        Objects.Remove(key);
        return Task.CompletedTask;
    }

    public Task RecallAsync(string key, int days, CancellationToken token) => Task.CompletedTask;

    public void Dispose()
    {
    }

    private StoredObject Store(string key, byte[] content)
    {
        Objects[key] = content;
        return new StoredObject { Key = key, Length = content.Length };
    }

    private static byte[] Read(ObjectContent content)
    {
        using Stream body = content.Open();
        using MemoryStream read = new();
        body.CopyTo(read);
        return read.ToArray();
    }

#pragma warning disable CA5351 // S3's own choice.
    private static string Md5(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
}
