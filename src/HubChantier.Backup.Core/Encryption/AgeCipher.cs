using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HubChantier.Backup.Encryption;

/// <summary>
/// ChaCha20-Poly1305 as age uses it: chunk after chunk of a file's content, each with its number and whether it is the last in its
/// nonce, so that none can be left out, moved or cut off.
/// </summary>
internal sealed class AgeCipher : IDisposable
{
    private readonly ChaCha20Poly1305 _cipher;
    private readonly byte[] _nonce = new byte[AgeFormat.NonceLength];

    /// <summary>Makes the cipher of a file's content.</summary>
    /// <param name="fileKey">The file's key.</param>
    /// <param name="payloadNonce">What stands between the header and the first chunk.</param>
    public AgeCipher(ReadOnlySpan<byte> fileKey, ReadOnlySpan<byte> payloadNonce)
        => _cipher = new ChaCha20Poly1305(AgeFormat.Derive(fileKey, payloadNonce, "payload"));

    /// <summary>Encrypts a chunk.</summary>
    /// <param name="number">Its number, from 0.</param>
    /// <param name="isLast">Whether nothing follows it.</param>
    /// <param name="content">The content.</param>
    /// <param name="chunk">The chunk, longer by a tag.</param>
    public void Encrypt(long number, bool isLast, ReadOnlySpan<byte> content, Span<byte> chunk)
    {
        Count(number, isLast);
        _cipher.Encrypt(_nonce, content, chunk[..content.Length], chunk[content.Length..]);
    }

    /// <summary>Decrypts a chunk, and tells whether it is the one of that number, unchanged.</summary>
    public bool TryDecrypt(long number, bool isLast, ReadOnlySpan<byte> chunk, Span<byte> content)
    {
        Count(number, isLast);
        return TryDecrypt(_cipher, _nonce, chunk, content);
    }

    /// <summary>A key wrapped by another that is used this once.</summary>
    public static byte[] Encrypt(byte[] key, ReadOnlySpan<byte> content)
    {
        using ChaCha20Poly1305 cipher = new(key);
        byte[] chunk = new byte[content.Length + AgeFormat.TagLength];
        cipher.Encrypt(new byte[AgeFormat.NonceLength], content, chunk.AsSpan(0, content.Length), chunk.AsSpan(content.Length));
        return chunk;
    }

    /// <summary>What <see cref="Encrypt(byte[], ReadOnlySpan{byte})"/> wrapped; null if it was with another key.</summary>
    public static byte[]? TryDecrypt(byte[] key, ReadOnlySpan<byte> chunk)
    {
        using ChaCha20Poly1305 cipher = new(key);
        byte[] content = new byte[chunk.Length - AgeFormat.TagLength];
        return TryDecrypt(cipher, new byte[AgeFormat.NonceLength], chunk, content) ? content : null;
    }

    public void Dispose() => _cipher.Dispose();

    private static bool TryDecrypt(ChaCha20Poly1305 cipher, byte[] nonce, ReadOnlySpan<byte> chunk, Span<byte> content)
    {
        try
        {
            cipher.Decrypt(nonce, chunk[..^AgeFormat.TagLength], chunk[^AgeFormat.TagLength..], content);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    /// <summary>Eleven bytes of number and one that marks the last.</summary>
    private void Count(long number, bool isLast)
    {
        BinaryPrimitives.WriteInt64BigEndian(_nonce.AsSpan(3), number);
        _nonce[^1] = isLast ? (byte)1 : (byte)0;
    }
}
