using System.Threading.Channels;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Archive;

/// <summary>
/// Writes a text as members of an archive, compressed in parallel, in bounded memory. One loop reads and shows the text to a tap,
/// the pool compresses, one loop writes in order and hashes.
/// </summary>
public sealed class ArchiveWriter
{
    private readonly IArchiveCodec _codec;
    private readonly int _level;
    private readonly int _inFlight;
    private readonly AgeEncryption? _encryption;
    private readonly List<long> _offsets = [];
    private long _length;
    private long _uncompressedLength;

    /// <summary>Makes a writer for one archive.</summary>
    /// <param name="codec">Its compression.</param>
    /// <param name="level">The codec's level.</param>
    /// <param name="parallelism">How many members may be compressed at once, at least 1.</param>
    /// <param name="encryption">For whom it is encrypted; null to not encrypt it.</param>
    public ArchiveWriter(IArchiveCodec codec, int level, int parallelism, AgeEncryption? encryption = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, codec.MaximumLevel);
        ArgumentOutOfRangeException.ThrowIfLessThan(parallelism, 1);
        _codec = codec;
        _level = level;
        // Two more than are compressed: one being filled, one being written.
        _inFlight = parallelism + 2;
        _encryption = encryption;
    }

    /// <summary>The members written so far; read it when <see cref="WriteAsync"/> has returned.</summary>
    public MemberIndex Members => new() { UncompressedSize = ArchiveFormat.MemberSize, Offsets = _offsets };

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
        Channel<ArchiveMember> free = Channel.CreateBounded<ArchiveMember>(_inFlight);
        Channel<Task<ArchiveMember>> compressed = Channel.CreateBounded<Task<ArchiveMember>>(_inFlight);
        ArchiveMember[] members = [.. Enumerable.Range(0, _inFlight).Select(_ => new ArchiveMember(_codec.CreateCompressor(_level)))];
        try
        {
            foreach (ArchiveMember member in members)
            {
                free.Writer.TryWrite(member);
            }

            using FileWriter file = new(destination, _encryption);
            Task reading = StopOthersOnFailure(ReadAsync(source, tap, free.Reader, compressed.Writer, failed.Token), failed);
            Task writing = StopOthersOnFailure(WriteMembersAsync(compressed.Reader, free.Writer, file, written, failed.Token), failed);
            await Task.WhenAll(reading, writing).ConfigureAwait(false);
            return new ArchiveSummary { Length = file.Length, UncompressedLength = _uncompressedLength, Sha256 = file.Sha256 };
        }
        finally
        {
            foreach (ArchiveMember member in members)
            {
                await member.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async Task ReadAsync(
        Stream source, ContentTap tap, ChannelReader<ArchiveMember> free, ChannelWriter<Task<ArchiveMember>> compressed, CancellationToken token)
    {
        try
        {
            while (true)
            {
                ArchiveMember member = await free.ReadAsync(token).ConfigureAwait(false);
                // A pipe gives 64 KiB at a time: one blocking loop for a member costs less than sixteen asynchronous reads.
                member.Count = await Task.Run(() => source.ReadAtLeast(member.Content, member.Content.Length, throwOnEndOfStream: false), token).ConfigureAwait(false);
                if (member.Count == 0)
                {
                    return;
                }

                await compressed.WriteAsync(member.CompressAsync(token), token).ConfigureAwait(false);
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
        ChannelReader<Task<ArchiveMember>> compressed, ChannelWriter<ArchiveMember> free, FileWriter file,
        IProgress<long> written, CancellationToken token)
    {
        await foreach (Task<ArchiveMember> task in compressed.ReadAllAsync(token).ConfigureAwait(false))
        {
            ArchiveMember member = await task.ConfigureAwait(false);
            _offsets.Add(_length);
            await file.WriteAsync(member.Compressed, token).ConfigureAwait(false);
            _length += member.Compressed.Length;
            _uncompressedLength += member.Count;
            written.Report(_uncompressedLength);
            await free.WriteAsync(member, token).ConfigureAwait(false);
        }

        // The reading loop may have been cancelled; then what came is not the whole.
        token.ThrowIfCancellationRequested();
        await file.CompleteAsync(token).ConfigureAwait(false);
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
