using System.Buffers;

namespace HubChantier.Backup.Sql;

/// <summary>
/// Counts large objects. pg_dump creates each by <c>SELECT pg_catalog.lo_create('16401');</c> (an entry "BLOB" each up to version 16; since 17 an entry
/// "BLOB METADATA" for up to 1000 of them, the statements being the same), and later, inside BEGIN and COMMIT, writes its bytes in pieces:
/// <c>SELECT pg_catalog.lo_open('16401', 131072); SELECT pg_catalog.lowrite(0, '\x…'); SELECT pg_catalog.lo_close(0);</c>
/// </summary>
internal sealed class LargeObjectTally
{
    private static readonly SearchValues<byte> s_hexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private long _count;
    private long _bytes;

    /// <summary>The sums so far.</summary>
    public HubLargeObjects ToModel() => new() { Count = _count, Bytes = _bytes };

    /// <summary>Counts a large object if the call creates one.</summary>
    public bool TakeCreation(ref SqlTokens tokens)
    {
        bool creates = CatalogCall.Takes(ref tokens, "lo_create"u8) && TakeOid(ref tokens) && CatalogCall.TakeEnd(ref tokens);
        _count += creates ? 1 : 0;
        return creates;
    }

    /// <summary>Counts the bytes if the call writes some; false if it is none of the three that belong to a large object's data.</summary>
    public bool TakeData(ref SqlTokens tokens)
    {
        if (CatalogCall.Takes(ref tokens, "lowrite"u8))
        {
            return tokens.TakeInteger(out _)
                && tokens.TakeSymbol(',')
                && TakeBytes(ref tokens, out long bytes)
                && CatalogCall.TakeEnd(ref tokens)
                && Add(bytes);
        }
        if (CatalogCall.Takes(ref tokens, "lo_open"u8))
        {
            return TakeOid(ref tokens) && tokens.TakeSymbol(',') && tokens.TakeInteger(out _) && CatalogCall.TakeEnd(ref tokens);
        }
        return CatalogCall.Takes(ref tokens, "lo_close"u8) && tokens.TakeInteger(out _) && CatalogCall.TakeEnd(ref tokens);
    }

    private static bool TakeOid(ref SqlTokens tokens) =>
        tokens.TakeRawLiteral(out ReadOnlySpan<byte> oid) && !oid.IsEmpty && !oid.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    // '\x00ff', or '\\x00ff' where backslashes escape.
    private static bool TakeBytes(ref SqlTokens tokens, out long bytes)
    {
        bool taken = tokens.TakeRawLiteral(out ReadOnlySpan<byte> literal);
        int prefix = literal.StartsWith("\\x"u8) ? 2 : literal.StartsWith("\\\\x"u8) ? 3 : 0;
        ReadOnlySpan<byte> digits = literal[prefix..];
        bytes = digits.Length / 2;
        return taken && prefix > 0 && digits.Length % 2 == 0 && !digits.ContainsAnyExcept(s_hexDigits);
    }

    private bool Add(long bytes)
    {
        _bytes += bytes;
        return true;
    }
}
