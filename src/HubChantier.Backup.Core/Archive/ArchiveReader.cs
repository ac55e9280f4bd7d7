using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Archive;

/// <summary>Reads an archive from its first byte to its last, checks every member's checksum and hashes the file.</summary>
/// <remarks>
/// .NET's GZipStream takes a file that is cut for a whole one, and passes over what follows the last member. So a file of any
/// compression is read with one more member behind it, a random mark: it comes out as the last bytes of the content only if
/// every member before it was whole and checked.
/// </remarks>
public static class ArchiveReader
{
    /// <summary>How much of the file is read at a time, in bytes.</summary>
    private const int FileBufferSize = 1 << 18;

    /// <summary>Reads the whole of <paramref name="file"/>.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="codec">Its compression.</param>
    /// <param name="consume">Given the content, piece after piece, in order; each piece is valid until the task it returns ends.</param>
    /// <param name="read">Told the bytes of the file that were read.</param>
    /// <param name="token">Cancels.</param>
    /// <param name="decrypt">Gives the content of an encrypted file; null for one that is not.</param>
    /// <exception cref="InvalidDataException">The file is cut or damaged.</exception>
    public static async Task<ArchiveSummary> ReadAsync(
        Stream file, IArchiveCodec codec, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> consume, IProgress<long> read, CancellationToken token,
        Func<Stream, Stream>? decrypt = null)
    {
        EndMark mark = new();
        using HashingReadStream hashing = new(file);
        using Stream archive = decrypt is null ? hashing : decrypt(hashing);
        using BufferedStream buffered = new(new ConcatenatedStream(archive, mark.Member(codec)), FileBufferSize);
        using Stream content = codec.OpenRead(buffered);

        // Behind the first EndMark.Length bytes of a buffer lies what was read; in them what was held back of the piece before.
        byte[] current = new byte[EndMark.Length + ArchiveFormat.MemberSize];
        byte[] next = new byte[current.Length];
        int held = 0;
        long length = 0;
        int count = await FillAsync(content, current, token).ConfigureAwait(false);
        while (count > 0)
        {
            // The next piece is decompressed while this one is consumed: two cores.
            Task<int> filling = FillAsync(content, next, token);
            int start = EndMark.Length - held;
            int certain = Math.Max(0, held + count - EndMark.Length);
            held = held + count - certain;
            current.AsSpan(start + certain, held).CopyTo(next.AsSpan(EndMark.Length - held));
            try
            {
                await consume(current.AsMemory(start, certain), token).ConfigureAwait(false);
            }
            finally
            {
                // The buffers and the file are the caller's again only when nobody reads into them any more.
                await ((Task)filling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            length += certain;
            read.Report(hashing.Count);
            count = await filling.ConfigureAwait(false);
            (current, next) = (next, current);
        }

        if (!mark.Is(current.AsSpan(EndMark.Length - held, held)))
        {
            throw new InvalidDataException(Strings.ArchiveNotWhole);
        }

        return new ArchiveSummary { Length = hashing.Count, UncompressedLength = length, Sha256 = hashing.Hash() };
    }

    private static Task<int> FillAsync(Stream content, byte[] buffer, CancellationToken token)
        => Task.Run(() => content.ReadAtLeast(buffer.AsSpan(EndMark.Length), ArchiveFormat.MemberSize, throwOnEndOfStream: false), token);
}
