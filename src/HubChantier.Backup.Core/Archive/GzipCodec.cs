using System.IO.Compression;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Archive;

/// <summary>gzip (RFC 1952), which gunzip, zcat and psql pipelines read: .NET's own, with zlib-ng inside.</summary>
public sealed class GzipCodec : IArchiveCodec
{
    private GzipCodec()
    {
    }

    /// <summary>The codec.</summary>
    public static GzipCodec Instance { get; } = new();

    /// <inheritdoc/>
    public HubCompression Compression => HubCompression.Gzip;

    /// <summary>The fastest level whose file is not larger than 1.01 times what <c>gzip</c> makes (bench/ measures it).</summary>
    public int DefaultLevel => 3;

    /// <inheritdoc/>
    public int MaximumLevel => 9;

    /// <inheritdoc/>
    public IMemberCompressor CreateCompressor(int level) => new Compressor(level);

    /// <inheritdoc/>
    public Stream OpenRead(Stream file) => new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);

    private sealed class Compressor(int level) : IMemberCompressor
    {
        private readonly ZLibCompressionOptions _options = new() { CompressionLevel = level };

        public void Compress(ReadOnlySpan<byte> content, MemoryStream member)
        {
            using GZipStream gzip = new(member, _options, leaveOpen: true);
            gzip.Write(content);
        }

        public void Dispose()
        {
        }
    }
}
