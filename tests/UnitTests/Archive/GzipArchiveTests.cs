using System.IO.Compression;
using System.Security.Cryptography;
using CsCheck;
using HubChantier.Backup.Archive;

namespace HubChantier.Backup.UnitTests.Archive;

public sealed class GzipArchiveTests
{
    private const int Member = GzipArchive.MemberSize;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Member - 1)]
    [InlineData(Member)]
    [InlineData(Member + 1)]
    [InlineData((5 * Member) + 12345)]
    public async Task What_was_written_is_read(int length)
    {
        byte[] content = Content(length);

        (byte[] file, ArchiveSummary written, MemberIndex members) = await WriteAsync(content, parallelism: 3);

        using MemoryStream copy = new();
        ArchiveSummary read = await GzipArchiveReader.ReadAsync(
            new MemoryStream(file), (chunk, token) => copy.WriteAsync(chunk, token), new Progress<long>(), CancellationToken.None);
        Assert.Equal(content, copy.ToArray());
        Assert.Equal((file.LongLength, (long)length, Convert.ToHexStringLower(SHA256.HashData(file))), (written.Length, written.UncompressedLength, written.Sha256));
        Assert.Equal((written.Length, written.UncompressedLength, written.Sha256), (read.Length, read.UncompressedLength, read.Sha256));
        Assert.Equal((length + Member - 1) / Member, members.Offsets.Count);
    }

    [Fact]
    public async Task Each_member_begins_where_the_index_says_and_holds_its_part()
    {
        byte[] content = Content((3 * Member) + 10);
        (byte[] file, _, MemberIndex members) = await WriteAsync(content, parallelism: 2);

        for (int i = 0; i < members.Offsets.Count; i++)
        {
            int end = i + 1 < members.Offsets.Count ? (int)members.Offsets[i + 1] : file.Length;
            using GZipStream gzip = new(new MemoryStream(file[(int)members.Offsets[i]..end]), CompressionMode.Decompress);
            using MemoryStream part = new();
            gzip.CopyTo(part);
            Assert.Equal(content[(i * Member)..Math.Min((i + 1) * Member, content.Length)], part.ToArray());
        }
    }

    [Fact]
    public async Task The_tap_sees_every_byte_once_and_in_order()
    {
        byte[] content = Content((2 * Member) + 777);
        using MemoryStream seen = new();
        using MemoryStream file = new();

        await new GzipArchiveWriter(GzipArchive.DefaultLevel, 2).WriteAsync(
            new MemoryStream(content), file, chunk => seen.Write(chunk), new Progress<long>(), static () => { }, CancellationToken.None);

        Assert.Equal(content, seen.ToArray());
    }

    [Fact]
    public async Task A_file_that_is_cut_is_never_read_as_whole()
    {
        byte[] content = Content(3 * Member);
        (byte[] file, ArchiveSummary whole, MemberIndex members) = await WriteAsync(content, parallelism: 2);

        await Gen.Int[1, file.Length - 1].SampleAsync(
            async length =>
            {
                try
                {
                    ArchiveSummary read = await ReadAsync(file[..length]);
                    // Only at a member's end is a shorter file a whole one, of less content.
                    return members.Offsets.Contains(length) && read.UncompressedLength < whole.UncompressedLength;
                }
                catch (InvalidDataException)
                {
                    return true;
                }
            },
            iter: 100);
    }

    [Fact]
    public async Task A_byte_that_is_changed_is_never_read_as_the_same()
    {
        (byte[] file, ArchiveSummary whole, _) = await WriteAsync(Content(Member + 5000), parallelism: 2);

        await Gen.Select(Gen.Int[0, file.Length - 1], Gen.Int[0, 7]).SampleAsync(
            async (place, bit) =>
            {
                byte[] changed = [.. file];
                changed[place] ^= (byte)(1 << bit);
                try
                {
                    return (await ReadAsync(changed)).Sha256 != whole.Sha256;
                }
                catch (InvalidDataException)
                {
                    return true;
                }
            },
            iter: 100);
    }

    [Fact]
    public async Task A_disk_that_fills_ends_the_writing_with_its_own_error()
    {
        IOException exception = await Assert.ThrowsAsync<IOException>(() => new GzipArchiveWriter(1, 2).WriteAsync(
            new MemoryStream(Content(8 * Member)), new FullDisk(), static _ => { }, new Progress<long>(), static () => { }, CancellationToken.None));

        Assert.Equal("full", exception.Message);
    }

    [Fact]
    public async Task A_source_that_breaks_ends_the_writing_with_its_own_error()
        => await Assert.ThrowsAsync<EndOfStreamException>(() => new GzipArchiveWriter(1, 2).WriteAsync(
            new BrokenSource(), new MemoryStream(), static _ => { }, new Progress<long>(), static () => { }, CancellationToken.None));

    [Fact]
    public async Task Cancelling_ends_the_writing()
    {
        using CancellationTokenSource stop = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new GzipArchiveWriter(1, 2).WriteAsync(
            new MemoryStream(Content(8 * Member)), new MemoryStream(), _ => stop.Cancel(), new Progress<long>(), static () => { }, stop.Token));
    }

    private static byte[] Content(int length)
    {
        byte[] content = new byte[length];
        Random random = new(length);
        for (int i = 0; i < length; i++)
        {
            content[i] = (byte)('a' + random.Next(8));
        }

        return content;
    }

    private static async Task<(byte[] File, ArchiveSummary Summary, MemberIndex Members)> WriteAsync(byte[] content, int parallelism)
    {
        using MemoryStream file = new();
        GzipArchiveWriter writer = new(GzipArchive.DefaultLevel, parallelism);
        ArchiveSummary summary = await writer.WriteAsync(new MemoryStream(content), file, static _ => { }, new Progress<long>(), static () => { }, CancellationToken.None);
        return (file.ToArray(), summary, writer.Members);
    }

    private static Task<ArchiveSummary> ReadAsync(byte[] file)
        => GzipArchiveReader.ReadAsync(new MemoryStream(file), static (_, _) => ValueTask.CompletedTask, new Progress<long>(), CancellationToken.None);

    private sealed class FullDisk : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
            => Length > 100_000 ? throw new IOException("full") : base.WriteAsync(buffer, cancellationToken);
    }

    private sealed class BrokenSource : MemoryStream
    {
        public override int Read(Span<byte> buffer) => throw new EndOfStreamException();
    }
}
