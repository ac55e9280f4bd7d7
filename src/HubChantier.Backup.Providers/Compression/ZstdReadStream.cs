using ZstdSharp;
using ZstdSharp.Unsafe;

namespace HubChantier.Backup.Providers.Compression;

/// <summary>The content of a file's frames. What is damaged is an <see cref="InvalidDataException"/>, as .NET's own streams have it.</summary>
internal sealed class ZstdReadStream : Stream
{
    /// <summary>
    /// Frames of ours look back no further than their own mebibyte; this lets in what <c>zstd</c> makes of a dump by itself,
    /// and no file that would have a gigabyte allocated.
    /// </summary>
    private const int MaximumWindowLog = 23;

    private readonly DecompressionStream _content;

    public ZstdReadStream(Stream file)
    {
        _content = new DecompressionStream(file, leaveOpen: true);
        _content.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MaximumWindowLog);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _content.Read(buffer);
        }
        catch (Exception exception) when (exception is ZstdException or EndOfStreamException)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

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
            _content.Dispose();
        }

        base.Dispose(disposing);
    }
}
