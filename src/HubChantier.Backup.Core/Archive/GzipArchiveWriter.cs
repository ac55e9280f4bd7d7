using System.Security.Cryptography;
using System.Threading.Channels;

namespace HubChantier.Backup.Archive;

/// <summary>
/// Writes a text as gzip members, compressed in parallel, in bounded memory. One loop reads and shows the text to a tap,
/// the pool compresses, one loop writes in order and hashes.
/// </summary>
public sealed class GzipArchiveWriter
{
    private readonly int _level;
    private readonly int _inFlight;
    private readonly List<long> _offsets = [];
    private long _length;
    private long _uncompressedLength;

    /// <summary>Makes a writer for one archive.</summary>
    /// <param name="level">zlib's level, 1 to 9.</param>
    /// <param name="parallelism">How many members may be compressed at once, at least 1.</param>
    public GzipArchiveWriter(int level, int parallelism)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, 9);
        ArgumentOutOfRangeException.ThrowIfLessThan(parallelism, 1);
        _level = level;
        // Two more than are compressed: one being filled, one being written.
        _inFlight = parallelism + 2;
    }

    /// <summary>The members written so far; read it when <see cref="WriteAsync"/> has returned.</summary>
    public MemberIndex Members => new() { UncompressedSize = GzipArchive.MemberSize, Offsets = _offsets };

    /// <summary>Writes the whole of <paramref name="source"/> to <paramref name="destination"/>.</summary>
    /// <param name="source">The text.</param>
    /// <param name="destination">The file; not flushed and not closed.</param>
    /// <param name="tap">Sees the text before it is compressed.</param>
    /// <param name="written">Told the bytes of text that are on their way to the file, after each member.</param>
    /// <param name="abandon">Called when this fails or is cancelled: must make a read of <paramref name="source"/> that waits return.</param>
    /// <param name="token">Cancels.</param>
    /// <exception cref="IOException">Reading or writing failed.</exception>
    public async Task<ArchiveSummary> WriteAsync(
        Stream source, Stream destination, ContentTap tap, IProgress<long> written, Action abandon, CancellationToken token)
    {
        using CancellationTokenSource failed = CancellationTokenSource.CreateLinkedTokenSource(token);
        using CancellationTokenRegistration registration = failed.Token.Register(abandon);
        Channel<GzipMember> free = Channel.CreateBounded<GzipMember>(_inFlight);
        Channel<Task<GzipMember>> compressed = Channel.CreateBounded<Task<GzipMember>>(_inFlight);
        for (int i = 0; i < _inFlight; i++)
        {
            free.Writer.TryWrite(new GzipMember());
        }

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Task reading = StopOthersOnFailure(ReadAsync(source, tap, free.Reader, compressed.Writer, failed.Token), failed);
        Task writing = StopOthersOnFailure(WriteMembersAsync(compressed.Reader, free.Writer, destination, hash, written, failed.Token), failed);
        await Task.WhenAll(reading, writing).ConfigureAwait(false);
        return new ArchiveSummary
        {
            Length = _length,
            UncompressedLength = _uncompressedLength,
            Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()),
        };
    }

    private async Task ReadAsync(
        Stream source, ContentTap tap, ChannelReader<GzipMember> free, ChannelWriter<Task<GzipMember>> compressed, CancellationToken token)
    {
        try
        {
            while (true)
            {
                GzipMember member = await free.ReadAsync(token).ConfigureAwait(false);
                // A pipe gives 64 KiB at a time: one blocking loop for a member costs less than sixteen asynchronous reads.
                member.Count = await Task.Run(() => source.ReadAtLeast(member.Content, member.Content.Length, throwOnEndOfStream: false), token).ConfigureAwait(false);
                if (member.Count == 0)
                {
                    return;
                }

                Task<GzipMember> task = Task.Run(
                    () =>
                    {
                        member.Compress(_level);
                        return member;
                    },
                    token);
                await compressed.WriteAsync(task, token).ConfigureAwait(false);
                // The tap reads beside the compression, which does not change the content.
                tap(member.Content.AsSpan(0, member.Count));
                if (member.Count < member.Content.Length)
                {
                    return;
                }
            }
        }
        finally
        {
            compressed.Complete();
        }
    }

    private async Task WriteMembersAsync(
        ChannelReader<Task<GzipMember>> compressed, ChannelWriter<GzipMember> free, Stream destination, IncrementalHash hash,
        IProgress<long> written, CancellationToken token)
    {
        await foreach (Task<GzipMember> task in compressed.ReadAllAsync(token).ConfigureAwait(false))
        {
            GzipMember member = await task.ConfigureAwait(false);
            _offsets.Add(_length);
            hash.AppendData(member.Compressed.Span);
            await destination.WriteAsync(member.Compressed, token).ConfigureAwait(false);
            _length += member.Compressed.Length;
            _uncompressedLength += member.Count;
            written.Report(_uncompressedLength);
            await free.WriteAsync(member, token).ConfigureAwait(false);
        }

        // The reading loop may have been cancelled; then what came is not the whole.
        token.ThrowIfCancellationRequested();
    }

    /// <summary>Each loop waits for the other: one that fails must not leave the other waiting for ever.</summary>
    private static async Task StopOthersOnFailure(Task loop, CancellationTokenSource failed)
    {
        bool done = false;
        try
        {
            await loop.ConfigureAwait(false);
            done = true;
        }
        finally
        {
            if (!done)
            {
                await failed.CancelAsync().ConfigureAwait(false);
            }
        }
    }
}
