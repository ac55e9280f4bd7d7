using System.Security.Cryptography;
using CsCheck;
using HubChantier.Backup.Encryption;

namespace HubChantier.Backup.UnitTests.Encryption;

/// <summary>What comes out of an encrypted file is what was put in, or an error.</summary>
public sealed class AgeStreamTests
{
    private const int Chunk = AgeFormat.ChunkLength;
    private const int Sealed = Chunk + AgeFormat.TagLength;

    private readonly KeyPair _key = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData(2 * Chunk)]
    [InlineData((3 * Chunk) + 1000)]
    public async Task What_was_encrypted_is_decrypted(int length)
    {
        byte[] content = RandomNumberGenerator.GetBytes(length);
        byte[] file = await _key.EncryptAsync(content, piece: 50_001);

        Assert.Equal(content, Read(file));
        using MemoryStream stored = new(file);
        Assert.Equal(length, _key.Open(stored).Length);
        // As many chunks as age makes, none of them empty but an empty file's.
        Assert.Equal(file.Length - length, Start(file) + (Math.Max(1, (length + Chunk - 1) / Chunk) * AgeFormat.TagLength));
    }

    [Fact]
    public async Task No_two_files_are_alike()
    {
        byte[] content = new byte[1000];

        byte[][] ends = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => (await _key.EncryptAsync(content))[^1000..]));

        Assert.Equal(4, ends.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public async Task A_file_is_not_read_as_whole_wherever_it_is_cut()
    {
        byte[] file = await _key.EncryptAsync(RandomNumberGenerator.GetBytes((2 * Chunk) + 100));
        int start = Start(file);
        Gen<int> edge = Gen.Select(Gen.OneOf([.. ((int[])[0, start, start + Sealed, start + (2 * Sealed), file.Length]).Select(place => Gen.Const(place))]), Gen.Int[-3, 3], static (place, by) => place + by);

        Gen.OneOf(edge, Gen.Int[0, file.Length - 1]).Where(length => length >= 0 && length < file.Length).Sample(
            length => { Assert.Throws<InvalidDataException>(() => Read(file[..length])); }, iter: 200);
    }

    [Fact]
    public async Task A_file_whose_last_chunk_is_full_is_not_read_as_whole_without_it()
    {
        byte[] file = await _key.EncryptAsync(new byte[2 * Chunk]);

        Assert.Throws<InvalidDataException>(() => Read(file[..^Sealed]));
    }

    [Fact]
    public async Task A_byte_that_is_changed_or_added_is_seen_wherever_it_is()
    {
        byte[] file = await _key.EncryptAsync(RandomNumberGenerator.GetBytes(Chunk + 100));

        Gen.Select(Gen.Int[0, file.Length - 1], Gen.Int[0, 7]).Sample(
            (place, bit) =>
            {
                byte[] changed = [.. file];
                changed[place] ^= (byte)(1 << bit);
                // A recipient's share that was changed is another's.
                Assert.True(Fails(changed), $"at {place}");
            },
            iter: 200);
        Assert.True(Fails([.. file, 0]));
        Assert.True(Fails([.. file, .. file]));
    }

    [Fact]
    public async Task Chunks_that_change_places_are_seen()
    {
        byte[] content = new byte[3 * Chunk];
        byte[] file = await _key.EncryptAsync(content);
        int start = Start(file);
        byte[] first = file[start..(start + Sealed)];
        byte[] second = file[(start + Sealed)..(start + (2 * Sealed))];

        Assert.True(Fails([.. file[..start], .. second, .. first, .. file[(start + (2 * Sealed))..]]));
        Assert.True(Fails([.. file[..start], .. first, .. file[(start + (2 * Sealed))..]]));
        Assert.True(Fails([.. file[..start], .. first, .. first, .. file[(start + (2 * Sealed))..]]));
    }

    [Fact]
    public async Task Any_piece_is_read_out_of_the_middle()
    {
        byte[] content = RandomNumberGenerator.GetBytes((3 * Chunk) + 777);
        using MemoryStream file = new(await _key.EncryptAsync(content));
        using AgeReadStream stream = _key.Open(file);
        Gen<int> edge = Gen.Select(Gen.Int[0, 3], Gen.Int[-2, 2], static (chunk, by) => Math.Max(0, (chunk * Chunk) + by));

        Gen.Select(Gen.OneOf(edge, Gen.Int[0, content.Length - 1]), Gen.OneOf(Gen.Int[0, 5], Gen.Int[0, 2 * Chunk])).Sample(
            (start, length) =>
            {
                byte[] piece = new byte[Math.Min(length, content.Length - start)];
                stream.Position = start;
                stream.ReadExactly(piece);
                Assert.Equal(content[start..(start + piece.Length)], piece);
                Assert.Equal(start + piece.Length, stream.Position);
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public async Task A_file_that_is_not_ended_counts_as_cut()
    {
        using MemoryStream file = new();
        using (AgeWriter writer = new AgeEncryption([_key.Recipient], KeyPair.X25519).Begin((bytes, token) => file.WriteAsync(bytes, token)))
        {
            await writer.WriteAsync(new byte[(2 * Chunk) + 5], CancellationToken.None);
        }

        Assert.Throws<InvalidDataException>(() => Read(file.ToArray()));
    }

    private bool Fails(byte[] file)
    {
        try
        {
            using MemoryStream stored = new(file);
            if (AgeHeader.Read(stored).Unwrap([_key.Identity]) is not { } key)
            {
                return true;
            }

            new AgeReadStream(stored, key).CopyTo(Stream.Null);
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private byte[] Read(byte[] file)
    {
        using MemoryStream stored = new(file);
        using MemoryStream content = new();
        _key.Open(stored).CopyTo(content, 10_000);
        return content.ToArray();
    }

    /// <summary>Where the first chunk begins.</summary>
    private static int Start(byte[] file)
    {
        using MemoryStream stored = new(file);
        AgeHeader.Read(stored);
        return (int)stored.Position + AgeFormat.PayloadNonceLength;
    }
}
