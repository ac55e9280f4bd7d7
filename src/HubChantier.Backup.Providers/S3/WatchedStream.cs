namespace HubChantier.Backup.Providers.S3;

/// <summary>The body of an answer: a read that brings nothing for too long fails, and so does an end before the announced length.</summary>
internal sealed class WatchedStream : Stream
{
    private readonly Stream _body;
    private readonly IDisposable _owner;
    private readonly long _length;
    private readonly TimeSpan _limit;
    private readonly Func<Exception, BackupException> _failed;
    private readonly Func<Exception, BackupException> _stalled;
    private long _read;

    /// <summary>Wraps a body.</summary>
    /// <param name="body">What is read.</param>
    /// <param name="owner">Disposed with it.</param>
    /// <param name="length">Bytes that were announced.</param>
    /// <param name="limit">How long a read may take.</param>
    /// <param name="failed">Names what goes wrong.</param>
    /// <param name="stalled">Names a read that took too long.</param>
    public WatchedStream(Stream body, IDisposable owner, long length, TimeSpan limit, Func<Exception, BackupException> failed, Func<Exception, BackupException> stalled)
    {
        _body = body;
        _owner = owner;
        _length = length;
        _limit = limit;
        _failed = failed;
        _stalled = stalled;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource watch = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        watch.CancelAfter(_limit);
        int count;
        try
        {
            count = await _body.ReadAsync(buffer, watch.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw _stalled(exception);
        }
        catch (Exception exception) when (StallGuard.IsForeign(exception))
        {
            throw _failed(exception);
        }

        _read += count;
        // Not every layer below takes a body that ends early for an error.
        return count == 0 && _read < _length && buffer.Length > 0
            ? throw _failed(new HttpIOException(HttpRequestError.ResponseEnded))
            : count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>For readers that know no other way, on a thread of the pool.</summary>
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
            _body.Dispose();
            _owner.Dispose();
        }

        base.Dispose(disposing);
    }
}
