using HubChantier.Backup.Ports;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace HubChantier.Backup.Providers.Encryption;

/// <summary>X25519 by Bouncy Castle: managed code, the same on every platform.</summary>
internal sealed class BouncyX25519 : IX25519
{
    /// <inheritdoc/>
    public byte[] PublicKey(ReadOnlySpan<byte> privateKey)
    {
        byte[] key = new byte[X25519.PointSize];
        X25519.GeneratePublicKey(privateKey, key);
        return key;
    }

    /// <inheritdoc/>
    public byte[]? Agree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey)
    {
        byte[] shared = new byte[X25519.PointSize];
        return X25519.CalculateAgreement(privateKey, publicKey, shared) ? shared : null;
    }
}
