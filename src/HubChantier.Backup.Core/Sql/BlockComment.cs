namespace HubChantier.Backup.Sql;

/// <summary>A <c>/* … */</c>, which nests, from after its opening on.</summary>
internal struct BlockComment
{
    private int _depth;
    private byte _previous;

    /// <summary>Skips to the end. True: the closing mark was consumed.</summary>
    public bool Skip(ReadOnlySpan<byte> text, ref int at)
    {
        while (at < text.Length)
        {
            if (_previous == 0)
            {
                int found = text[at..].IndexOfAny((byte)'*', (byte)'/');
                if (found < 0)
                {
                    at = text.Length;
                    return false;
                }
                at += found;
            }
            byte value = text[at++];
            if (_previous == (byte)'/' && value == (byte)'*')
            {
                _depth++;
                _previous = 0;
            }
            else if (_previous == (byte)'*' && value == (byte)'/')
            {
                if (_depth == 0)
                {
                    return true;
                }
                _depth--;
                _previous = 0;
            }
            else
            {
                _previous = value is (byte)'*' or (byte)'/' ? value : (byte)0;
            }
        }
        return false;
    }
}
