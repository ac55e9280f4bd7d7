using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Encryption;

/// <summary>The head of a file: its key, wrapped for each recipient, and a proof that nobody changed the head.</summary>
internal sealed class AgeHeader
{
    private const string StanzaMark = "-> ";
    private const string MacMark = "---";

    /// <summary>Characters in each line of a stanza's body but the last, which is shorter.</summary>
    private const int LineLength = 64;

    private readonly byte[] _text;
    private readonly byte[] _mac;

    /// <summary>A header that was read.</summary>
    /// <param name="stanzas">Its stanzas.</param>
    /// <param name="text">All that is proven: up to the mark before the proof.</param>
    /// <param name="mac">The proof.</param>
    public AgeHeader(IReadOnlyList<AgeStanza> stanzas, byte[] text, byte[] mac)
    {
        Stanzas = stanzas;
        _text = text;
        _mac = mac;
    }

    /// <summary>The stanzas, ours and others.</summary>
    public IReadOnlyList<AgeStanza> Stanzas { get; }

    /// <summary>The header of a new file.</summary>
    public static byte[] Create(ReadOnlySpan<byte> fileKey, IReadOnlyList<AgeRecipient> recipients, IX25519 x25519)
    {
        StringBuilder text = new(AgeFormat.Version + "\n");
        foreach (AgeRecipient recipient in recipients)
        {
            byte[] ephemeral = RandomNumberGenerator.GetBytes(AgeFormat.KeyLength);
            byte[] share = x25519.PublicKey(ephemeral);
            byte[] shared = x25519.Agree(ephemeral, recipient.Key) ?? throw new CryptographicException(Strings.AgeHeaderInvalid);
            byte[] body = AgeCipher.Encrypt(AgeFormat.WrapKey(shared, share, recipient.Key), fileKey);
            CryptographicOperations.ZeroMemory(ephemeral);
            // 32 bytes are 43 characters: one line, and the last.
            text.Append(CultureInfo.InvariantCulture, $"{StanzaMark}{AgeFormat.X25519} {AgeFormat.Base64(share)}\n{AgeFormat.Base64(body)}\n");
        }

        text.Append(MacMark);
        byte[] proven = Encoding.ASCII.GetBytes(text.ToString());
        return [.. proven, .. Encoding.ASCII.GetBytes($" {AgeFormat.Base64(AgeFormat.HeaderMac(fileKey, proven))}\n")];
    }

    /// <summary>Reads a header, and nothing behind it.</summary>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    public static AgeHeader Read(Stream file)
    {
        AgeLines lines = new(file);
        if (lines.Next() != AgeFormat.Version)
        {
            throw new InvalidDataException(Strings.AgeNotEncrypted);
        }

        List<AgeStanza> stanzas = [];
        string line;
        while ((line = lines.Next()).StartsWith(StanzaMark, StringComparison.Ordinal))
        {
            string[] arguments = line[StanzaMark.Length..].Split(' ');
            Require(Array.TrueForAll(arguments, static argument => argument.Length > 0));
            stanzas.Add(new AgeStanza(arguments, ReadBody(lines)));
        }

        Require(stanzas.Count > 0 && (stanzas.Count == 1 || stanzas.TrueForAll(static stanza => stanza.Type != AgeFormat.Scrypt)));
        Require(line.StartsWith(MacMark + " ", StringComparison.Ordinal));
        byte[]? mac = AgeFormat.FromBase64(line[(MacMark.Length + 1)..]);
        Require(mac is { Length: HMACSHA256.HashSizeInBytes });
        return new AgeHeader(stanzas, lines.Read[..^(line.Length + 1 - MacMark.Length)], mac!);
    }

    /// <summary>The file's key; null if none of the identities is among the recipients.</summary>
    /// <exception cref="InvalidDataException">The header was changed.</exception>
    public byte[]? Unwrap(IReadOnlyList<AgeIdentity> identities)
    {
        foreach (AgeStanza stanza in Stanzas.Where(static stanza => stanza.Type == AgeFormat.X25519))
        {
            foreach (AgeIdentity identity in identities)
            {
                if (identity.Unwrap(stanza) is { } fileKey)
                {
                    Require(CryptographicOperations.FixedTimeEquals(AgeFormat.HeaderMac(fileKey, _text), _mac));
                    return fileKey;
                }
            }
        }

        return null;
    }

    private static byte[] ReadBody(AgeLines lines)
    {
        StringBuilder body = new();
        string line;
        do
        {
            line = lines.Next();
            Require(line.Length <= LineLength);
            body.Append(line);
        }
        while (line.Length == LineLength);
        byte[]? content = AgeFormat.FromBase64(body.ToString());
        Require(content is not null);
        return content!;
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new InvalidDataException(Strings.AgeHeaderInvalid);
        }
    }
}
