namespace HubChantier.Backup.Encryption;

/// <summary>Somebody for whom backups are encrypted: the public key that age-keygen shows, <c>age1…</c>.</summary>
public sealed class AgeRecipient
{
    private const string Prefix = "age";

    private readonly string _text;

    private AgeRecipient(string text, byte[] key)
    {
        _text = text;
        Key = key;
    }

    /// <summary>The X25519 public key, 32 bytes.</summary>
    internal byte[] Key { get; }

    /// <summary>Reads a recipient; null if it is none of this type, or mistyped.</summary>
    public static AgeRecipient? Parse(string text)
        => Bech32.Decode(Prefix, text) is { Length: AgeFormat.KeyLength } key && text.StartsWith(Prefix, StringComparison.Ordinal)
            ? new AgeRecipient(text, key)
            : null;

    /// <summary>As age writes it.</summary>
    public override string ToString() => _text;

    /// <summary>The recipient of a public key.</summary>
    internal static AgeRecipient Of(byte[] key) => new(Bech32.Encode(Prefix, key), key);
}
