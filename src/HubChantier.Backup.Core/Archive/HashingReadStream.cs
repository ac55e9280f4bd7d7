using System.Security.Cryptography;

namespace HubChantier.Backup.Archive;

/// <summary>Hashes and counts what is read through it.</summary>
internal sealed class HashingReadStream : ReadOnlyStream
{
    private readonly Stream _inner;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public HashingReadStream(Stream inner) => _inner = inner;

    /// <summary>Bytes read so far.</summary>
    public long Count { get; private set; }

    /// <summary>SHA-256 of what was read, lower-case hexadecimal.</summary>
    public string Hash() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override int Read(Span<byte> buffer)
    {
        int count = _inner.Read(buffer);
        _hash.AppendData(buffer[..count]);
        Count += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
