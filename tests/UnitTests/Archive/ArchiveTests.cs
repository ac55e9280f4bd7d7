using System.Security.Cryptography;
using CsCheck;
using HubChantier.Backup.Archive;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Providers;
using HubChantier.Backup.UnitTests.Encryption;

namespace HubChantier.Backup.UnitTests.Archive;

public sealed class ArchiveTests
{
    private const int Member = ArchiveFormat.MemberSize;

    public static TheoryData<HubCompression> Compressions => [.. Enum.GetValues<HubCompression>()];

    public static TheoryData<HubCompression, int> Lengths
    {
        get
        {
            TheoryData<HubCompression, int> lengths = [];
            foreach (HubCompression compression in Enum.GetValues<HubCompression>())
            {
                foreach (int length in (int[])[0, 1, Member - 1, Member, Member + 1, (5 * Member) + 12345])
                {
                    lengths.Add(compression, length);
                }
            }

            return lengths;
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task What_was_written_is_read(HubCompression compression, int length)
    {
        byte[] content = Content(length);

        (byte[] file, ArchiveSummary written, MemberIndex members) = await WriteAsync(compression, content, parallelism: 3);

        using MemoryStream copy = new();
        ArchiveSummary read = await ArchiveReader.ReadAsync(
            new MemoryStream(file), Codec(compression), (chunk, token) => copy.WriteAsync(chunk, token), new Progress<long>(), CancellationToken.None);
        Assert.Equal(content, copy.ToArray());
        Assert.Equal((file.LongLength, (long)length, Convert.ToHexStringLower(SHA256.HashData(file))), (written.Length, written.UncompressedLength, written.Sha256));
        Assert.Equal((written.Length, written.UncompressedLength, written.Sha256), (read.Length, read.UncompressedLength, read.Sha256));
        Assert.Equal((length + Member - 1) / Member, members.Offsets.Count);
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task What_was_encrypted_is_read_and_its_index_counts_inside(HubCompression compression)
    {
        byte[] content = Content((2 * Member) + 12345);
        KeyPair key = new();
        using MemoryStream file = new();
        ArchiveWriter writer = new(Codec(compression), 1, 2, new AgeEncryption([key.Recipient], KeyPair.X25519));

        ArchiveSummary written = await writer.WriteAsync(new MemoryStream(content), file, static _ => { }, new Progress<long>(), static () => { }, CancellationToken.None);

        file.Position = 0;
        using MemoryStream copy = new();
        ArchiveSummary read = await ArchiveReader.ReadAsync(
            file, Codec(compression), (chunk, token) => copy.WriteAsync(chunk, token), new Progress<long>(), CancellationToken.None, key.Open);
        Assert.Equal(content, copy.ToArray());
        Assert.Equal((file.Length, Convert.ToHexStringLower(SHA256.HashData(file.ToArray()))), (written.Length, written.Sha256));
        Assert.Equal((written.Length, written.UncompressedLength, written.Sha256), (read.Length, read.UncompressedLength, read.Sha256));
        file.Position = 0;
        using Stream inside = key.Open(file);
        inside.Position = writer.Members.Offsets[1];
        byte[] member = new byte[Member];
        using Stream second = Codec(compression).OpenRead(inside);
        second.ReadExactly(member);
        Assert.Equal(content[Member..(2 * Member)], member);
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task Each_member_begins_where_the_index_says_and_holds_its_part(HubCompression compression)
    {
        byte[] content = Content((3 * Member) + 10);
        (byte[] file, _, MemberIndex members) = await WriteAsync(compression, content, parallelism: 2);

        for (int i = 0; i < members.Offsets.Count; i++)
        {
            int end = i + 1 < members.Offsets.Count ? (int)members.Offsets[i + 1] : file.Length;
            using Stream member = Codec(compression).OpenRead(new MemoryStream(file[(int)members.Offsets[i]..end]));
            using MemoryStream part = new();
            member.CopyTo(part);
            Assert.Equal(content[(i * Member)..Math.Min((i + 1) * Member, content.Length)], part.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task Every_level_gives_the_content_back(HubCompression compression)
    {
        IArchiveCodec codec = Codec(compression);
        byte[] content = Content(50_000);
        for (int level = 1; level <= codec.MaximumLevel; level++)
        {
            (byte[] file, _, _) = await WriteAsync(compression, content, parallelism: 1, level);
            using MemoryStream copy = new();
            await ArchiveReader.ReadAsync(new MemoryStream(file), codec, (chunk, token) => copy.WriteAsync(chunk, token), new Progress<long>(), CancellationToken.None);
            Assert.Equal(content, copy.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public void A_level_that_a_compression_does_not_have_is_refused(HubCompression compression)
    {
        IArchiveCodec codec = Codec(compression);

        Assert.Equal(codec.DefaultLevel, ArchiveFormat.Level(codec, wanted: null));
        Assert.Equal(codec.MaximumLevel, ArchiveFormat.Level(codec, codec.MaximumLevel));
        BackupException exception = Assert.Throws<BackupException>(() => ArchiveFormat.Level(codec, codec.MaximumLevel + 1));
        Assert.Equal(BackupFailure.SettingInvalid, exception.Failure);
        Assert.Contains($"1-{codec.MaximumLevel} ({compression})", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tap_sees_every_byte_once_and_in_order()
    {
        byte[] content = Content((2 * Member) + 777);
        using MemoryStream seen = new();
        using MemoryStream file = new();

        await new ArchiveWriter(GzipCodec.Instance, 3, 2).WriteAsync(
            new MemoryStream(content), file, chunk => seen.Write(chunk), new Progress<long>(), static () => { }, CancellationToken.None);

        Assert.Equal(content, seen.ToArray());
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task A_file_that_is_cut_is_never_read_as_whole(HubCompression compression)
    {
        byte[] content = Content(3 * Member);
        (byte[] file, ArchiveSummary whole, MemberIndex members) = await WriteAsync(compression, content, parallelism: 2);

        await Gen.Int[1, file.Length - 1].SampleAsync(async length => await IsCutSeenAsync(compression, file, length, members, whole), iter: 100);
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task A_small_file_is_not_read_as_whole_wherever_it_is_cut(HubCompression compression)
    {
        // Two members, of which the second is small: every byte of header, checksum and end is one place to cut.
        (byte[] file, ArchiveSummary whole, MemberIndex members) = await WriteAsync(compression, Content(Member + 300), parallelism: 2);

        for (int length = (int)members.Offsets[1] - 20; length < file.Length; length++)
        {
            Assert.True(await IsCutSeenAsync(compression, file, length, members, whole), $"cut at {length}");
        }
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task A_byte_that_is_changed_is_never_read_as_the_same(HubCompression compression)
    {
        byte[] content = Content(Member + 5000);
        (byte[] file, ArchiveSummary whole, _) = await WriteAsync(compression, content, parallelism: 2);

        await Gen.Select(Gen.Int[0, file.Length - 1], Gen.Int[0, 7]).SampleAsync(
            async (place, bit) =>
            {
                byte[] changed = [.. file];
                changed[place] ^= (byte)(1 << bit);
                using MemoryStream copy = new();
                try
                {
                    ArchiveSummary read = await ArchiveReader.ReadAsync(
                        new MemoryStream(changed), Codec(compression), (chunk, token) => copy.WriteAsync(chunk, token), new Progress<long>(), CancellationToken.None);
                    // A change that the content does not show, such as gzip's time stamp, is told by the file's hash.
                    return read.Sha256 != whole.Sha256 && copy.ToArray().AsSpan().SequenceEqual(content);
                }
                catch (InvalidDataException)
                {
                    return true;
                }
            },
            iter: 100);
    }

    [Fact]
    public async Task A_zstd_frame_that_would_take_much_memory_is_refused()
    {
        // RFC 8878, 3.1.1: magic, no checksum, the window as a power of two from 2^10 on, then one empty raw block.
        static byte[] Frame(int windowLog) => [0x28, 0xB5, 0x2F, 0xFD, 0x00, (byte)((windowLog - 10) << 3), 0x01, 0x00, 0x00];

        Assert.Equal(0, (await ReadAsync(HubCompression.Zstd, Frame(23))).UncompressedLength);
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(HubCompression.Zstd, Frame(24)));
    }

    [Fact]
    public async Task A_disk_that_fills_ends_the_writing_with_its_own_error()
    {
        IOException exception = await Assert.ThrowsAsync<IOException>(() => new ArchiveWriter(GzipCodec.Instance, 1, 2).WriteAsync(
            new MemoryStream(Content(8 * Member)), new FullDisk(), static _ => { }, new Progress<long>(), static () => { }, CancellationToken.None));

        Assert.Equal("full", exception.Message);
    }

    [Fact]
    public async Task A_source_that_breaks_ends_the_writing_with_its_own_error()
        => await Assert.ThrowsAsync<EndOfStreamException>(() => new ArchiveWriter(GzipCodec.Instance, 1, 2).WriteAsync(
            new BrokenSource(), new MemoryStream(), static _ => { }, new Progress<long>(), static () => { }, CancellationToken.None));

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task Cancelling_ends_the_writing(HubCompression compression)
    {
        using CancellationTokenSource stop = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ArchiveWriter(Codec(compression), 1, 2).WriteAsync(
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

    private static IArchiveCodec Codec(HubCompression compression) => ArchiveFormat.Codec(compression, new ProviderFactory().CreateZstdCodec);

    private static async Task<(byte[] File, ArchiveSummary Summary, MemberIndex Members)> WriteAsync(
        HubCompression compression, byte[] content, int parallelism, int? level = null)
    {
        using MemoryStream file = new();
        IArchiveCodec codec = Codec(compression);
        ArchiveWriter writer = new(codec, ArchiveFormat.Level(codec, level), parallelism);
        ArchiveSummary summary = await writer.WriteAsync(new MemoryStream(content), file, static _ => { }, new Progress<long>(), static () => { }, CancellationToken.None);
        return (file.ToArray(), summary, writer.Members);
    }

    private static Task<ArchiveSummary> ReadAsync(HubCompression compression, byte[] file)
        => ArchiveReader.ReadAsync(
            new MemoryStream(file), Codec(compression), static (_, _) => ValueTask.CompletedTask, new Progress<long>(), CancellationToken.None);

    private static async Task<bool> IsCutSeenAsync(HubCompression compression, byte[] file, int length, MemberIndex members, ArchiveSummary whole)
    {
        try
        {
            ArchiveSummary read = await ReadAsync(compression, file[..length]);
            // Only at a member's end is a shorter file a whole one, of less content.
            return members.Offsets.Contains(length) && read.UncompressedLength < whole.UncompressedLength;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

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
