namespace HubChantier.Backup.Sql;

/// <summary>A <c>$tag$ … $tag$</c>: first its opening, which may turn out to be none, then its body.</summary>
internal sealed class DollarQuote
{
    /// <summary>Bytes of the longest delimiter that is followed. pg_dump's own are a few bytes long.</summary>
    private const int LongestDelimiter = 1024;

    private readonly byte[] _delimiter = new byte[LongestDelimiter];
    private int _length;
    private int _matched;

    /// <summary>What stands between the dollar and the place reached: a word, if the dollar opened nothing.</summary>
    public ReadOnlySpan<byte> Tag => _delimiter.AsSpan(1, _length - 1);

    /// <summary>Whether the tag is longer than can be followed.</summary>
    public bool IsTooLong => _length == LongestDelimiter;

    /// <summary>A dollar was consumed.</summary>
    public void Begin()
    {
        _delimiter[0] = (byte)'$';
        _length = 1;
        _matched = 0;
    }

    /// <summary>Reads the tag. True: it ended, at the second dollar (consumed) or at a byte (not consumed) that makes it none.</summary>
    public bool ReadTag(ReadOnlySpan<byte> text, ref int at, out bool opened)
    {
        opened = false;
        for (; at < text.Length && !IsTooLong; at++)
        {
            byte next = text[at];
            opened = next == (byte)'$';
            if (!opened && (!SqlBytes.IsTagPart(next) || (_length == 1 && SqlBytes.KindOf(next) == SqlByte.Digit)))
            {
                return true;
            }
            _delimiter[_length++] = next;
            if (opened)
            {
                at++;
                return true;
            }
        }
        return IsTooLong;
    }

    /// <summary>Skips the body. True: the closing delimiter was consumed.</summary>
    public bool SkipBody(ReadOnlySpan<byte> text, ref int at)
    {
        // A delimiter has dollars at its two ends only, so a match that breaks off begins anew at this very byte or not at all.
        while (at < text.Length)
        {
            if (_matched == 0)
            {
                int dollar = text[at..].IndexOf((byte)'$');
                if (dollar < 0)
                {
                    at = text.Length;
                    return false;
                }
                at += dollar + 1;
                _matched = 1;
            }
            else if (text[at] == _delimiter[_matched])
            {
                at++;
                if (++_matched == _length)
                {
                    return true;
                }
            }
            else
            {
                _matched = 0;
            }
        }
        return false;
    }
}
