using HubChantier.Backup.Ports;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace HubChantier.Backup.Providers.Compression;

/// <summary>Zstandard (RFC 8878) by ZstdSharp: a frame a member, each with its content's length and checksum.</summary>
internal sealed class ZstdCodec : IArchiveCodec
{
    /// <inheritdoc/>
    public HubCompression Compression => HubCompression.Zstd;

    /// <summary>The fastest; on the sample database its file is smaller than those of the levels 2 to 5.</summary>
    public int DefaultLevel => 1;

    /// <summary>As of the zstd program; beyond it lie levels that need much memory.</summary>
    public int MaximumLevel => 19;

    /// <inheritdoc/>
    public IMemberCompressor CreateCompressor(int level) => new MemberCompressor(level);

    /// <inheritdoc/>
    public Stream OpenRead(Stream file) => new ZstdReadStream(file);

    private sealed class MemberCompressor : IMemberCompressor
    {
        private readonly Compressor _compressor;
        private byte[] _frame = [];

        public MemberCompressor(int level)
        {
            _compressor = new Compressor(level);
            _compressor.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        }

        public void Compress(ReadOnlySpan<byte> content, MemoryStream member)
        {
            int most = Compressor.GetCompressBound(content.Length);
            if (_frame.Length < most)
            {
                _frame = new byte[most];
            }

            member.Write(_frame, 0, _compressor.Wrap(content, _frame));
        }

        public void Dispose() => _compressor.Dispose();
    }
}
