namespace HubChantier.Backup.Ports;

/// <summary>
/// One bucket of an S3-compatible service. Each call tries again what is transient; all throw <see cref="BackupException"/> of the
/// failures that begin with S3, and <see cref="OperationCanceledException"/>.
/// </summary>
public interface IObjectStore : IDisposable
{
    /// <summary>Host of the service, with its port if that is not the usual one.</summary>
    string Endpoint { get; }

    /// <summary>Name of the bucket.</summary>
    string Bucket { get; }

    /// <summary>The checksum that goes with what is sent.</summary>
    ObjectChecksum Checksum { get; }

    /// <summary>The most parts that the service takes for one object.</summary>
    int MaximumParts { get; }

    /// <summary>An object; null if it is not there.</summary>
    Task<StoredObject?> FindAsync(string key, CancellationToken token);

    /// <summary>The objects whose keys begin with a text, in the order of their keys.</summary>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken token);

    /// <summary>Writes an object in one request.</summary>
    Task<StoredObject> PutAsync(string key, ObjectContent content, ObjectOptions options, IProgress<long> sent, CancellationToken token);

    /// <summary>Begins an object in parts.</summary>
    /// <returns>The upload's id.</returns>
    Task<string> BeginUploadAsync(string key, ObjectOptions options, CancellationToken token);

    /// <summary>Sends a part; parts may go at the same time.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="uploadId">The upload's id.</param>
    /// <param name="number">The part's number, from 1.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="sent">Told the bytes of this part that went out; less again if it has to be sent anew.</param>
    /// <param name="token">Cancels.</param>
    Task<SentPart> SendPartAsync(string key, string uploadId, int number, ObjectContent content, IProgress<long> sent, CancellationToken token);

    /// <summary>Puts the parts together: from then on the object is there.</summary>
    Task<StoredObject> CompleteUploadAsync(string key, string uploadId, IReadOnlyList<SentPart> parts, ObjectOptions options, CancellationToken token);

    /// <summary>Gives an upload up; one that is gone already is none.</summary>
    Task AbortUploadAsync(string key, string uploadId, CancellationToken token);

    /// <summary>The uploads in parts that are open for a key.</summary>
    Task<IReadOnlyList<string>> FindUploadsAsync(string key, CancellationToken token);

    /// <summary>Opens an object for reading, from an offset; what breaks off in the middle throws when it is read.</summary>
    Task<Stream> OpenReadAsync(string key, long offset, CancellationToken token);

    /// <summary>Removes an object with all versions of it that the keys may remove; one that is gone already is none.</summary>
    Task RemoveAsync(string key, CancellationToken token);

    /// <summary>Asks the service to make an archived object readable.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="days">How long it is to stay readable.</param>
    /// <param name="token">Cancels.</param>
    Task RecallAsync(string key, int days, CancellationToken token);
}
