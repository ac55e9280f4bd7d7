using System.IO.Compression;

namespace HubChantier.Backup.Archive;

/// <summary>Reads an archive from its first byte to its last, checks every member's CRC (RFC 1952) and hashes the file.</summary>
public static class GzipArchiveReader
{
    /// <summary>How much of the file is read at a time, in bytes.</summary>
    private const int FileBufferSize = 1 << 18;

    /// <summary>Reads the whole of <paramref name="file"/>.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="consume">Given the content, piece after piece, in order; each piece is valid until the task it returns ends.</param>
    /// <param name="read">Told the bytes of the file that were read.</param>
    /// <param name="token">Cancels.</param>
    /// <exception cref="InvalidDataException">The file is cut or damaged.</exception>
    public static async Task<ArchiveSummary> ReadAsync(
        Stream file, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> consume, IProgress<long> read, CancellationToken token)
    {
        using HashingReadStream hashing = new(file);
        using BufferedStream buffered = new(hashing, FileBufferSize);
        using GZipStream gzip = new(buffered, CompressionMode.Decompress, leaveOpen: true);
        byte[] current = new byte[GzipArchive.MemberSize];
        byte[] next = new byte[GzipArchive.MemberSize];
        long length = 0;
        int count = await FillAsync(gzip, current, token).ConfigureAwait(false);
        while (count > 0)
        {
            // The next piece is decompressed while this one is consumed: two cores.
            Task<int> filling = FillAsync(gzip, next, token);
            try
            {
                await consume(current.AsMemory(0, count), token).ConfigureAwait(false);
            }
            finally
            {
                // The buffers and the file are the caller's again only when nobody reads into them any more.
                await ((Task)filling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            length += count;
            read.Report(hashing.Count);
            count = await filling.ConfigureAwait(false);
            (current, next) = (next, current);
        }

        // What follows the last member belongs to the file, and to its hash.
        if (await buffered.ReadAsync(next.AsMemory(), token).ConfigureAwait(false) > 0 || hashing.Count != file.Length)
        {
            throw new InvalidDataException(Strings.TrailingGarbage);
        }

        return new ArchiveSummary { Length = hashing.Count, UncompressedLength = length, Sha256 = hashing.Hash() };
    }

    private static Task<int> FillAsync(GZipStream gzip, byte[] buffer, CancellationToken token)
        => Task.Run(() => gzip.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false), token);
}
