using System.Security.Cryptography;
using CsCheck;
using HubChantier.Backup.Archive;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Loading;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Providers;
using HubChantier.Backup.UnitTests.Encryption;

namespace HubChantier.Backup.UnitTests.Loading;

/// <summary>What is read out of the middle of a file is what the gate has read there, or nothing.</summary>
public sealed class MemberReaderTests : IDisposable
{
    private const int Member = ArchiveFormat.MemberSize;

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("hub-members-").FullName, "x.sql.gz");

    public static TheoryData<HubCompression> Compressions => [.. Enum.GetValues<HubCompression>()];

    public static TheoryData<HubCompression, bool> Kinds => new() { { HubCompression.Gzip, false }, { HubCompression.Zstd, false }, { HubCompression.Gzip, true } };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Any_piece_is_read_as_it_was_written(HubCompression compression, bool encrypted)
    {
        byte[] content = Content((3 * Member) + 777, seed: 1);
        LoadSource source = await WriteAsync(compression, content, encrypted);
        using MemberReader reader = source.Open();
        Gen<int> start = Gen.OneOf(Gen.Int[0, content.Length], Gen.Int[1, 3].Select(Gen.Int[-2, 2], (member, by) => (member * Member) + by));
        Gen<(int Start, int Length)> pieces = Gen.Select(start, Gen.OneOf(Gen.Int[0, 5], Gen.Int[0, 2 * Member]));

        await pieces.SampleAsync(
            async piece =>
            {
                TextRange range = new(piece.Start, Math.Min(content.Length, piece.Start + piece.Length));
                Assert.Equal(content[(int)range.Start..(int)range.End], await ReadAsync(reader, range));
            },
            iter: 40,
            threads: 1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_index_leads_to_another_text(HubCompression compression, bool encrypted)
    {
        byte[] content = Content((4 * Member) + 777, seed: 2);
        LoadSource source = await WriteAsync(compression, content, encrypted);
        long[] offsets = [.. source.Index.Offsets];
        int refused = 0;
        Gen<long> start = Gen.Int[0, offsets.Length - 1].Select(at => offsets[at]);
        Gen<long> offset = Gen.OneOf(start, start.Select(Gen.Int[-3, 3], (from, by) => from + by), Gen.Long[-10, source.Backup.Length + 10]);

        await Gen.Select(offset.Array[offsets.Length - 1, offsets.Length], Gen.Int[0, 4]).SampleAsync(
            async (lies, member) =>
            {
                using MemberReader reader = (source with { Index = new MemberIndex { UncompressedSize = Member, Offsets = lies } }).Open();
                TextRange range = new(member * Member, Math.Min(content.Length, (member + 1) * Member));
                try
                {
                    Assert.Equal(content[(int)range.Start..(int)range.End], await ReadAsync(reader, range));
                }
                catch (BackupException exception)
                {
                    Assert.Equal(BackupFailure.ChecksumMismatch, exception.Failure);
                    refused++;
                }
            },
            iter: 100,
            threads: 1);

        Assert.True(refused > 0);
    }

    [Fact]
    public async Task An_index_that_names_gigabytes_has_none_of_them_read()
    {
        LoadSource source = await WriteAsync(HubCompression.Gzip, Content(2 * Member, seed: 3));
        using (FileStream file = File.OpenWrite(_path))
        {
            file.SetLength(5L << 30);
        }

        source = source with { Backup = Backup(5L << 30) };
        using MemberReader reader = source.Open();

        BackupException exception = await Assert.ThrowsAsync<BackupException>(() => ReadAsync(reader, new TextRange(Member, Member + 1)));

        Assert.Equal(BackupFailure.ChecksumMismatch, exception.Failure);
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task A_file_that_is_no_longer_the_one_that_was_read_is_found_out_at_the_member_that_differs(HubCompression compression)
    {
        byte[] content = Content(3 * Member, seed: 4);
        LoadSource source = await WriteAsync(compression, content);
        byte[] other = [.. content];
        other[Member + 5] ^= 1;
        // A whole file with checksums of its own, in the same place.
        LoadSource written = await WriteAsync(compression, other);
        using MemberReader reader = (source with { Index = written.Index, Backup = written.Backup }).Open();

        Assert.Equal(content[..Member], await ReadAsync(reader, new TextRange(0, Member)));
        BackupException exception = await Assert.ThrowsAsync<BackupException>(() => ReadAsync(reader, new TextRange(Member, Member + 1)));
        Assert.Equal(BackupFailure.ChecksumMismatch, exception.Failure);
        // What was refused once is not taken from memory afterwards.
        await Assert.ThrowsAsync<BackupException>(() => ReadAsync(reader, new TextRange(Member, Member + 1)));
        Assert.Equal(content[(2 * Member)..], await ReadAsync(reader, new TextRange(2 * Member, 3 * Member)));
    }

    [Fact]
    public async Task A_file_that_was_cut_meanwhile_is_found_out()
    {
        LoadSource source = await WriteAsync(HubCompression.Gzip, Content(3 * Member, seed: 5));
        using (FileStream file = File.OpenWrite(_path))
        {
            file.SetLength(source.Index.Offsets[2] + 10);
        }

        using MemberReader reader = source.Open();

        BackupException exception = await Assert.ThrowsAsync<BackupException>(() => ReadAsync(reader, new TextRange(0, 3 * Member)));
        Assert.Equal(BackupFailure.ChecksumMismatch, exception.Failure);
    }

    [Fact]
    public void Digests_are_of_members_however_the_text_is_cut() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Int[1, 40].Array[1, 10], Gen.Int[1, 30]).Sample((text, pieces, size) =>
        {
            MemberDigests digests = new(size);
            int at = 0;
            for (int turn = 0; at < text.Length; turn++)
            {
                int count = Math.Min(pieces[turn % pieces.Length], text.Length - at);
                digests.Take(text.AsSpan(at, count));
                at += count;
            }

            digests.Complete();

            byte[][] members = [.. text.Chunk(size)];
            Assert.Equal(members.Length, digests.Count);
            for (int member = 0; member < members.Length; member++)
            {
                Assert.True(digests.Is(member, members[member]));
                Assert.False(digests.Is(member, [.. members[member], 0]));
                Assert.False(digests.Is(members.Length, members[member]));
            }
        });

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    private static byte[] Content(int length, int seed)
    {
        byte[] content = new byte[length];
        new Random(seed).NextBytes(content);
        for (int i = 0; i < length; i++)
        {
            content[i] &= 15;
        }

        return content;
    }

    private static async Task<byte[]> ReadAsync(MemberReader reader, TextRange range)
    {
        using MemoryStream read = new();
        await reader.ReadAsync(range, (text, token) => read.WriteAsync(text, token), CancellationToken.None);
        return read.ToArray();
    }

    private HubBackup Backup(long length, AgeEncryption? encryption = null) => new HubBackup
    {
        Schema = 1, Id = Guid.Empty, Name = "x.sql.gz", Kind = HubBackupKind.Manual, Database = "x", Source = "x", Started = DateTimeOffset.UnixEpoch,
        Length = length, Encryption = encryption?.Description,
    }.At(_path, HubBackupState.Complete);

    private async Task<LoadSource> WriteAsync(HubCompression compression, byte[] content, bool encrypted = false)
    {
        KeyPair key = new();
        string identities = _path + ".key";
        await File.WriteAllTextAsync(identities, key.Secret);
        AgeEncryption? encryption = encrypted ? new AgeEncryption([key.Recipient], KeyPair.X25519) : null;
        IArchiveCodec codec = ArchiveFormat.Codec(compression, new ProviderFactory().CreateZstdCodec);
        ArchiveWriter writer = new(codec, ArchiveFormat.Level(codec, 1), 2, encryption);
        using (FileStream file = File.Create(_path))
        {
            await writer.WriteAsync(new MemoryStream(content), file, static _ => { }, new Progress<long>(), static () => { }, CancellationToken.None);
        }

        MemberDigests digests = new(Member);
        digests.Take(content);
        digests.Complete();
        return new LoadSource(Backup(new FileInfo(_path).Length, encryption), writer.Members, digests, codec, new AgeIdentities(identities, () => KeyPair.X25519));
    }
}
