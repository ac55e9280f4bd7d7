using System.Text;

namespace HubChantier.Backup.Encryption;

/// <summary>
/// Bech32 (BIP 173), in which age writes its keys: a prefix, <c>1</c>, five bits a letter, and six letters of checksum. age has no limit
/// of length.
/// </summary>
internal static class Bech32
{
    private const string Letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private const int ChecksumLength = 6;

    private static readonly uint[] s_generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

    /// <summary>Writes bytes in lower case.</summary>
    public static string Encode(string prefix, ReadOnlySpan<byte> content)
    {
        List<byte> words = Regroup(content, from: 8, to: 5, pad: true)!;
        uint checksum = Checksum(prefix, [.. words, .. new byte[ChecksumLength]]) ^ 1;
        StringBuilder text = new(prefix + "1");
        words.ForEach(word => text.Append(Letters[word]));
        for (int i = ChecksumLength - 1; i >= 0; i--)
        {
            text.Append(Letters[(int)(checksum >> (5 * i)) & 31]);
        }

        return text.ToString();
    }

    /// <summary>The bytes of a text; null if it has another prefix, both cases, or a wrong checksum.</summary>
    /// <param name="prefix">The prefix, in lower case.</param>
    /// <param name="text">All in lower case or all in upper case.</param>
    public static byte[]? Decode(string prefix, string text)
    {
        string lower = text.ToLowerInvariant();
        if ((text.Any(char.IsLower) && text.Any(char.IsUpper)) || !lower.StartsWith(prefix + "1", StringComparison.Ordinal))
        {
            return null;
        }

        byte[] words = [.. lower[(prefix.Length + 1)..].Select(static letter => (byte)Letters.IndexOf(letter, StringComparison.Ordinal))];
        return words.Length >= ChecksumLength && words.All(static word => word < Letters.Length) && Checksum(prefix, words) == 1
            ? Regroup(words.AsSpan(..^ChecksumLength), from: 5, to: 8, pad: false)?.ToArray()
            : null;
    }

    private static uint Checksum(string prefix, IEnumerable<byte> words)
    {
        uint sum = 1;
        foreach (int word in prefix.Select(static letter => letter >> 5).Append(0).Concat(prefix.Select(static letter => letter & 31)).Concat(words.Select(static word => (int)word)))
        {
            uint top = sum >> 25;
            sum = ((sum & 0x1ffffff) << 5) ^ (uint)word;
            for (int i = 0; i < s_generator.Length; i++)
            {
                sum ^= ((top >> i) & 1) == 1 ? s_generator[i] : 0;
            }
        }

        return sum;
    }

    /// <summary>The same bits in groups of another length; null where bits that only fill up are too many or not zero.</summary>
    private static List<byte>? Regroup(ReadOnlySpan<byte> groups, int from, int to, bool pad)
    {
        List<byte> result = [];
        int bits = 0;
        int held = 0;
        foreach (byte group in groups)
        {
            held = ((held << from) | group) & 0xfff;
            bits += from;
            while (bits >= to)
            {
                bits -= to;
                result.Add((byte)((held >> bits) & ((1 << to) - 1)));
            }
        }

        int rest = (held << (to - bits)) & ((1 << to) - 1);
        if (pad && bits > 0)
        {
            result.Add((byte)rest);
        }

        return pad || (bits < from && rest == 0) ? result : null;
    }
}
