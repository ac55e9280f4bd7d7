using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Encryption;

/// <summary>A private key, as age-keygen writes it: <c>AGE-SECRET-KEY-1…</c>. Nothing here ever shows it.</summary>
internal sealed class AgeIdentity
{
    private const string Prefix = "age-secret-key-";

    private readonly byte[] _key;
    private readonly IX25519 _x25519;

    private AgeIdentity(byte[] key, IX25519 x25519)
    {
        _key = key;
        _x25519 = x25519;
        Recipient = AgeRecipient.Of(x25519.PublicKey(key));
    }

    /// <summary>Its public key.</summary>
    public AgeRecipient Recipient { get; }

    /// <summary>Reads an identity; null if it is none of this type, or mistyped.</summary>
    public static AgeIdentity? Parse(string text, IX25519 x25519)
        => Bech32.Decode(Prefix, text) is { Length: AgeFormat.KeyLength } key && text.StartsWith("AGE", StringComparison.Ordinal) ? new AgeIdentity(key, x25519) : null;

    /// <summary>A file's key, out of a stanza of X25519; null if it is for somebody else.</summary>
    /// <exception cref="InvalidDataException">It is no good stanza.</exception>
    public byte[]? Unwrap(AgeStanza stanza)
    {
        if (stanza.Arguments.Count != 2 || AgeFormat.FromBase64(stanza.Arguments[1]) is not { Length: AgeFormat.KeyLength } share
            || stanza.Body.Length != AgeFormat.FileKeyLength + AgeFormat.TagLength || _x25519.Agree(_key, share) is not { } shared)
        {
            throw new InvalidDataException(Strings.AgeHeaderInvalid);
        }

        return AgeCipher.TryDecrypt(AgeFormat.WrapKey(shared, share, Recipient.Key), stanza.Body);
    }
}
