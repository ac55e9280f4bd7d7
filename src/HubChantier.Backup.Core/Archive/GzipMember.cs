using System.IO.Compression;

namespace HubChantier.Backup.Archive;

/// <summary>Buffers for one gzip member (RFC 1952) on its way: content in, compressed bytes out. Used again and again.</summary>
internal sealed class GzipMember : IDisposable
{
    private readonly MemoryStream _compressed = new(GzipArchive.MemberSize / 2);

    /// <summary>The content; <see cref="Count"/> bytes of it are set.</summary>
    public byte[] Content { get; } = new byte[GzipArchive.MemberSize];

    /// <summary>Bytes of content.</summary>
    public int Count { get; set; }

    /// <summary>The member, whole with header and trailer.</summary>
    public ReadOnlyMemory<byte> Compressed => _compressed.GetBuffer().AsMemory(0, (int)_compressed.Length);

    /// <summary>Compresses the content.</summary>
    public void Compress(int level)
    {
        _compressed.SetLength(0);
        using GZipStream gzip = new(_compressed, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true);
        gzip.Write(Content, 0, Count);
    }

    public void Dispose() => _compressed.Dispose();
}
