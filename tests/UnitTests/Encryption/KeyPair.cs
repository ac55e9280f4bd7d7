using System.Security.Cryptography;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Providers;

namespace HubChantier.Backup.UnitTests.Encryption;

/// <summary>A key of a test's own.</summary>
internal sealed class KeyPair
{
    public KeyPair()
    {
        byte[] key = RandomNumberGenerator.GetBytes(32);
        Secret = Bech32.Encode("age-secret-key-", key).ToUpperInvariant();
        Identity = AgeIdentity.Parse(Secret, X25519)!;
    }

    public static IX25519 X25519 { get; } = new ProviderFactory().CreateX25519();

    /// <summary>As age-keygen writes it.</summary>
    public string Secret { get; }

    public AgeIdentity Identity { get; }

    public AgeRecipient Recipient => Identity.Recipient;

    /// <summary>A content, encrypted for this key.</summary>
    public async Task<byte[]> EncryptAsync(byte[] content, int piece = 100_000)
    {
        using MemoryStream file = new();
        using AgeWriter writer = new AgeEncryption([Recipient], X25519).Begin((bytes, token) => file.WriteAsync(bytes, token));
        for (int start = 0; start < content.Length; start += piece)
        {
            await writer.WriteAsync(content.AsMemory(start, Math.Min(piece, content.Length - start)), CancellationToken.None);
        }

        await writer.CompleteAsync(CancellationToken.None);
        return file.ToArray();
    }

    /// <summary>The content of a file.</summary>
    public AgeReadStream Open(Stream file) => new(file, AgeHeader.Read(file).Unwrap([Identity])!);
}
