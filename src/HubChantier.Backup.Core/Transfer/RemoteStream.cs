using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Transfer;

/// <summary>An object of a bucket, read from its beginning to its end; what breaks off is taken up again where it broke.</summary>
internal sealed class RemoteStream : Stream
{
    /// <summary>Times that a read without a byte in between is tried anew.</summary>
    private const int Attempts = 4;

    private readonly IObjectStore _store;
    private readonly string _key;
    private Stream? _body;
    private long _position;

    private RemoteStream(IObjectStore store, string key, Stream body)
    {
        _store = store;
        _key = key;
        _body = body;
        Length = body.Length;
    }

    /// <summary>Opens an object.</summary>
    /// <exception cref="BackupException">The failures that begin with S3.</exception>
    public static async Task<RemoteStream> OpenAsync(IObjectStore store, string key, CancellationToken token)
        => new(store, key, await store.OpenReadAsync(key, offset: 0, token).ConfigureAwait(false));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position == Length)
        {
            return 0;
        }

        for (int attempt = 1; ; attempt++)
        {
            try
            {
                _body ??= await _store.OpenReadAsync(_key, _position, cancellationToken).ConfigureAwait(false);
                int count = await _body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                _position += count;
                return count;
            }
            catch (BackupException exception) when (attempt < Attempts && exception.Failure is BackupFailure.S3ConnectionLost or BackupFailure.S3TimedOut)
            {
                if (_body is not null)
                {
                    await _body.DisposeAsync().ConfigureAwait(false);
                    _body = null;
                }
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>For decompressors, which read on a thread of the pool and know no other way.</summary>
    public override int Read(byte[] buffer, int offset, int count)
        => ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body?.Dispose();
        }

        base.Dispose(disposing);
    }
}
