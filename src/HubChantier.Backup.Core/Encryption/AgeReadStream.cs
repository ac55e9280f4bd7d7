using System.Security.Cryptography;

namespace HubChantier.Backup.Encryption;

/// <summary>
/// The content of an encrypted file. Nothing comes out that was not proven, chunk by chunk; what is changed, moved or cut off, the last
/// chunk too, is an <see cref="InvalidDataException"/>. Over a file that can seek it can.
/// </summary>
internal sealed class AgeReadStream : Stream
{
    private const int SealedLength = AgeFormat.ChunkLength + AgeFormat.TagLength;

    private readonly Stream _file;
    private readonly AgeCipher _cipher;
    private readonly long _payload;
    private readonly byte[] _content = new byte[AgeFormat.ChunkLength];

    // A byte more than a chunk: where one follows, the chunk is not the last.
    private readonly byte[] _sealed = new byte[SealedLength + 1];
    private long _position;
    private long _number = -1;
    private int _count;
    private bool _isLast;

    /// <summary>Begins behind the header.</summary>
    /// <param name="file">The file; not disposed.</param>
    /// <param name="fileKey">The key that its header gave.</param>
    /// <exception cref="InvalidDataException">The file ends here.</exception>
    public AgeReadStream(Stream file, ReadOnlySpan<byte> fileKey)
    {
        _file = file;
        Span<byte> nonce = stackalloc byte[AgeFormat.PayloadNonceLength];
        if (file.ReadAtLeast(nonce, nonce.Length, throwOnEndOfStream: false) < nonce.Length)
        {
            throw Damaged();
        }

        _payload = file.CanSeek ? file.Position : 0;
        _cipher = new AgeCipher(fileKey, nonce);
    }

    public override bool CanRead => true;

    public override bool CanSeek => _file.CanSeek;

    public override bool CanWrite => false;

    /// <summary>Bytes of content, by the file's length alone.</summary>
    public override long Length
    {
        get
        {
            long length = _file.Length - _payload;
            return Math.Max(0, length - ((length + SealedLength - 1) / SealedLength * AgeFormat.TagLength));
        }
    }

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = CanSeek ? value : throw new NotSupportedException();
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        long number = _position / AgeFormat.ChunkLength;
        int offset = (int)(_position % AgeFormat.ChunkLength);
        if (number != _number)
        {
            // The last chunk was full: its end was proven with it.
            if (_isLast && number == _number + 1)
            {
                return 0;
            }

            ReadChunk(number);
        }

        int count = Math.Min(buffer.Length, Math.Max(0, _count - offset));
        _content.AsSpan(offset, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cipher.Dispose();
            CryptographicOperations.ZeroMemory(_content);
        }

        base.Dispose(disposing);
    }

    private void ReadChunk(long number)
    {
        // In order, the byte that was read too much is the first of the next chunk.
        int held = _number >= 0 && number == _number + 1 && !_isLast ? 1 : 0;
        if (held == 1)
        {
            _sealed[0] = _sealed[SealedLength];
        }
        else if (CanSeek)
        {
            _file.Position = _payload + (number * SealedLength);
        }

        // Until it is proven, there is no chunk.
        _number = -1;
        int length = held + _file.ReadAtLeast(_sealed.AsSpan(held), _sealed.Length - held, throwOnEndOfStream: false);
        bool isLast = length < _sealed.Length;
        int count = Math.Min(length, SealedLength) - AgeFormat.TagLength;
        // No chunk is empty but that of an empty file.
        if (count < 0 || (count == 0 && number > 0) || !_cipher.TryDecrypt(number, isLast, _sealed.AsSpan(0, count + AgeFormat.TagLength), _content.AsSpan(0, count)))
        {
            throw Damaged();
        }

        (_number, _count, _isLast) = (number, count, isLast);
    }

    private static InvalidDataException Damaged() => new(Strings.AgePayloadDamaged);
}
