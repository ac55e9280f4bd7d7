using System.Security.Cryptography;
using System.Text;

namespace HubChantier.Backup.Encryption;

/// <summary>What is fixed in age's format (age-encryption.org/v1, the C2SP specification "age").</summary>
internal static class AgeFormat
{
    /// <summary>What the first line of every file says.</summary>
    public const string Version = "age-encryption.org/v1";

    /// <summary>The stanza of a recipient of ours.</summary>
    public const string X25519 = "X25519";

    /// <summary>The stanza of a passphrase, which must be alone.</summary>
    public const string Scrypt = "scrypt";

    /// <summary>Bytes of a key of X25519, and of every key that is derived.</summary>
    public const int KeyLength = 32;

    /// <summary>Bytes of the key from which all keys of a file are derived.</summary>
    public const int FileKeyLength = 16;

    /// <summary>Bytes between the header and the first chunk.</summary>
    public const int PayloadNonceLength = 16;

    /// <summary>Content bytes in each chunk but the last.</summary>
    public const int ChunkLength = 1 << 16;

    /// <summary>Bytes that a chunk, or a key that is wrapped, is longer than its content: Poly1305's tag.</summary>
    public const int TagLength = 16;

    /// <summary>Bytes of a nonce of ChaCha20-Poly1305.</summary>
    public const int NonceLength = 12;

    /// <summary>Refuses a system whose cryptography lacks the cipher: Windows before Server 2022 and Windows 11.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.SettingInvalid"/>.</exception>
    public static void RequireSupport()
    {
        if (!ChaCha20Poly1305.IsSupported)
        {
            throw new BackupException(BackupFailure.SettingInvalid, Strings.CipherMissing);
        }
    }

    /// <summary>A key derived by HKDF with SHA-256.</summary>
    public static byte[] Derive(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, string purpose)
    {
        byte[] key = new byte[KeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, salt, Encoding.ASCII.GetBytes(purpose));
        return key;
    }

    /// <summary>The key that wraps a file's key for a recipient.</summary>
    /// <param name="shared">What X25519 agreed on.</param>
    /// <param name="share">The public key in the stanza.</param>
    /// <param name="recipient">The recipient's public key.</param>
    public static byte[] WrapKey(ReadOnlySpan<byte> shared, byte[] share, byte[] recipient) => Derive(shared, (byte[])[.. share, .. recipient], Version + "/" + X25519);

    /// <summary>What proves that a header is that of the file's key.</summary>
    public static byte[] HeaderMac(ReadOnlySpan<byte> fileKey, ReadOnlySpan<byte> header) => HMACSHA256.HashData(Derive(fileKey, [], "header"), header);

    /// <summary>Base64 without the signs that fill up.</summary>
    public static string Base64(ReadOnlySpan<byte> content) => Convert.ToBase64String(content).TrimEnd('=');

    /// <summary>The bytes of a base64 text; null unless it is the one way to write them.</summary>
    public static byte[]? FromBase64(string text)
    {
        byte[] content = new byte[text.Length];
        return Convert.TryFromBase64String(text + new string('=', (4 - (text.Length % 4)) % 4), content, out int length) && Base64(content.AsSpan(0, length)) == text
            ? content[..length]
            : null;
    }
}
