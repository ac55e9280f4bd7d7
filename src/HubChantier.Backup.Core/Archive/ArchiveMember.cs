using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Archive;

/// <summary>Buffers for one member on its way: content in, compressed bytes out. Used again and again.</summary>
internal sealed class ArchiveMember : IAsyncDisposable
{
    private readonly IMemberCompressor _compressor;
    private readonly MemoryStream _compressed = new(ArchiveFormat.MemberSize / 2);
    private Task _compressing = Task.CompletedTask;

    /// <summary>Makes the buffers.</summary>
    /// <param name="compressor">Disposed with this.</param>
    public ArchiveMember(IMemberCompressor compressor) => _compressor = compressor;

    /// <summary>The content; <see cref="Count"/> bytes of it are set.</summary>
    public byte[] Content { get; } = new byte[ArchiveFormat.MemberSize];

    /// <summary>Bytes of content.</summary>
    public int Count { get; set; }

    /// <summary>The member, whole.</summary>
    public ReadOnlyMemory<byte> Compressed => _compressed.GetBuffer().AsMemory(0, (int)_compressed.Length);

    /// <summary>Compresses the content on the pool.</summary>
    public Task<ArchiveMember> CompressAsync(CancellationToken token)
    {
        Task<ArchiveMember> compressing = Task.Run(
            () =>
            {
                _compressed.SetLength(0);
                _compressor.Compress(Content.AsSpan(0, Count), _compressed);
                return this;
            },
            token);
        _compressing = compressing;
        return compressing;
    }

    public async ValueTask DisposeAsync()
    {
        // A compressor may hold memory that is not the collector's: it goes when nobody writes there any more.
        await _compressing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _compressor.Dispose();
        await _compressed.DisposeAsync().ConfigureAwait(false);
    }
}
