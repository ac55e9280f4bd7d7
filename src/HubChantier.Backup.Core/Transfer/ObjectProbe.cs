using System.Security.Cryptography;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Transfer;

/// <summary>What a bucket lets us do, tried with an object of our own.</summary>
internal sealed class ObjectProbe
{
    private const int Length = 4096;

    /// <summary>Last-Modified has whole seconds.</summary>
    private static readonly TimeSpan s_precision = TimeSpan.FromSeconds(1);

    private readonly IObjectStore _store;
    private readonly TimeProvider _time;
    private readonly byte[] _bytes = RandomNumberGenerator.GetBytes(Length);
    private DateTimeOffset _before;
    private DateTimeOffset _after;

    /// <summary>Makes the probe; asks nothing.</summary>
    /// <param name="store">The bucket.</param>
    /// <param name="prefix">What keys begin with.</param>
    /// <param name="source">Whose it is. Where keys may not delete, the next probe of this source takes the place of the one that stayed.</param>
    /// <param name="time">This machine's clock.</param>
    public ObjectProbe(IObjectStore store, string prefix, string source, TimeProvider time)
    {
        _store = store;
        _time = time;
        Key = $"{prefix}hub-setup-{source}";
    }

    public string Key { get; }

    /// <summary>Where it lies, for people.</summary>
    public string Url => $"s3://{_store.Bucket}/{Key}";

    /// <summary>Writes the object in one request.</summary>
    public async Task WriteAsync(CancellationToken token)
    {
        _before = _time.GetUtcNow();
        await _store.PutAsync(Key, SmallContent.Of(_bytes), new ObjectOptions(), new Progress<long>(), token).ConfigureAwait(false);
        _after = _time.GetUtcNow();
    }

    /// <summary>Writes it once more, as an object of one part.</summary>
    public async Task WriteInPartsAsync(CancellationToken token)
    {
        ObjectOptions options = new();
        string upload = await _store.BeginUploadAsync(Key, options, token).ConfigureAwait(false);
        bool done = false;
        try
        {
            SentPart part = await _store.SendPartAsync(Key, upload, number: 1, SmallContent.Of(_bytes), new Progress<long>(), token).ConfigureAwait(false);
            await _store.CompleteUploadAsync(Key, upload, [part], options, token).ConfigureAwait(false);
            done = true;
        }
        finally
        {
            if (!done)
            {
                await FileUpload.GiveUpAsync(_store, Key, upload).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Begins an upload in parts and gives it up, as a backup's that is stopped.</summary>
    public async Task GiveUpAsync(CancellationToken token)
    {
        string upload = await _store.BeginUploadAsync(Key, new ObjectOptions(), token).ConfigureAwait(false);
        await _store.AbortUploadAsync(Key, upload, token).ConfigureAwait(false);
    }

    /// <summary>How far the service's clock, by which it wrote down the time of the writing in one request, is from ours at the least.</summary>
    public async Task<TimeSpan> ClockOffsetAsync(CancellationToken token)
    {
        StoredObject? found = await _store.FindAsync(Key, token).ConfigureAwait(false);
        return found is null ? TimeSpan.Zero
            : found.Modified > _after ? found.Modified - _after
            : found.Modified < _before - s_precision ? found.Modified - _before
            : TimeSpan.Zero;
    }

    /// <summary>Reads it.</summary>
    /// <returns>Whether it is what was written.</returns>
    public async Task<bool> IsWholeAsync(CancellationToken token)
    {
        Stream body = await _store.OpenReadAsync(Key, offset: 0, token).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            byte[] bytes = new byte[Length + 1];
            int read = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, token).ConfigureAwait(false);
            return bytes.AsSpan(0, read).SequenceEqual(_bytes);
        }
    }

    /// <summary>Whether a listing names it.</summary>
    public async Task<bool> IsListedAsync(CancellationToken token)
    {
        await foreach (StoredObject found in _store.ListAsync(Key, token).ConfigureAwait(false))
        {
            if (found.Key == Key)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Until when nobody may remove it; null where nothing holds it.</summary>
    public Task<DateTimeOffset?> LockedUntilAsync(CancellationToken token) => RemoteRemoval.LockedUntilAsync(_store, Key, _time, token);

    /// <summary>Removes it.</summary>
    public Task RemoveAsync(CancellationToken token) => _store.RemoveAsync(Key, token);
}
