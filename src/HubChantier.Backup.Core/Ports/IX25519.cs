namespace HubChantier.Backup.Ports;

/// <summary>The key agreement X25519 (RFC 7748), which .NET 10 does not have. All keys have 32 bytes.</summary>
public interface IX25519
{
    /// <summary>The public key of a private one.</summary>
    byte[] PublicKey(ReadOnlySpan<byte> privateKey);

    /// <summary>The secret that two keys share; null where the public key was made so that everybody knows it (all zeros).</summary>
    byte[]? Agree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey);
}
