using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HubChantier.Backup.Loading;

/// <summary>A digest of the text in each member, taken while the gate reads the file: a load that begins in the middle can tell whether it reads the same.</summary>
/// <remarks>
/// The digest is GMAC (NIST SP 800-38D) under a key that nobody else knows: as hard to forge for who may write the file as a hash, and made in a sixth of
/// SHA-256's time. Key and digests never leave the process and end with the restore: no manifest has them, and nobody learns the tag of a text that was
/// refused, under whatever nonce. The manifest's own sha256 of the file is another matter, and is compared before.
/// </remarks>
internal sealed class MemberDigests
{
    private const int KeyBytes = 16;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(KeyBytes);
    private readonly List<byte[]> _digests = [];
    private readonly byte[] _member;
    private int _filled;

    /// <summary>Begins.</summary>
    /// <param name="memberSize">Content bytes in each member but the last.</param>
    public MemberDigests(int memberSize) => _member = new byte[memberSize];

    /// <summary>Members that were read.</summary>
    public int Count => _digests.Count;

    /// <summary>Takes the next piece of the text.</summary>
    public void Take(ReadOnlySpan<byte> text)
    {
        while (text.Length > 0)
        {
            int count = Math.Min(text.Length, _member.Length - _filled);
            text[..count].CopyTo(_member.AsSpan(_filled));
            _filled += count;
            text = text[count..];
            if (_filled == _member.Length)
            {
                Close();
            }
        }
    }

    /// <summary>Ends the last member.</summary>
    public void Complete()
    {
        if (_filled > 0)
        {
            Close();
        }
    }

    /// <summary>Whether a member's text is the one that was read. May be asked by several at once.</summary>
    public bool Is(int member, ReadOnlySpan<byte> text)
        => member < _digests.Count && CryptographicOperations.FixedTimeEquals(Digest(member, text), _digests[member]);

    private void Close()
    {
        _digests.Add(Digest(_digests.Count, _member.AsSpan(0, _filled)));
        _filled = 0;
    }

    private byte[] Digest(int member, ReadOnlySpan<byte> text)
    {
        // No two members under one nonce, which GMAC asks for.
        Span<byte> nonce = stackalloc byte[NonceBytes];
        BinaryPrimitives.WriteInt32LittleEndian(nonce, member);
        byte[] tag = new byte[TagBytes];
        using AesGcm aes = new(_key, TagBytes);
        aes.Encrypt(nonce, plaintext: [], ciphertext: [], tag, associatedData: text);
        return tag;
    }
}
