namespace HubChantier.Backup.Sql;

/// <summary>A dollar quote (PostgreSQL's documentation, 4.1.2.4): <c>$tag$ … $tag$</c>, the tag an identifier without '$', or nothing.</summary>
internal sealed class DollarTag
{
    private readonly List<byte> _tag = [];
    private int _matched;

    /// <summary>After the first '$'.</summary>
    public void Begin()
    {
        _tag.Clear();
        _tag.Add((byte)'$');
        _matched = 0;
    }

    /// <summary>The next byte after the first '$'.</summary>
    public DollarTagResult Add(byte b)
    {
        if (b == (byte)'$')
        {
            _tag.Add(b);
            return DollarTagResult.Open;
        }

        bool digit = char.IsAsciiDigit((char)b);
        if (!StatementWords.IsWordByte(b) || (digit && _tag.Count == 1))
        {
            return DollarTagResult.NoTag;
        }

        _tag.Add(b);
        return DollarTagResult.More;
    }

    /// <summary>Looks for the closing tag, which may have begun in the piece before.</summary>
    /// <param name="data">What comes next.</param>
    /// <param name="read">How much of it was read: up to after the tag, or all.</param>
    public bool FindEnd(ReadOnlySpan<byte> data, out int read)
    {
        read = 0;
        while (read < data.Length)
        {
            if (_matched == 0)
            {
                int next = data[read..].IndexOf((byte)'$');
                if (next < 0)
                {
                    read = data.Length;
                    return false;
                }

                read += next + 1;
                _matched = 1;
                continue;
            }

            byte b = data[read++];
            if (b == _tag[_matched])
            {
                _matched++;
                if (_matched == _tag.Count)
                {
                    return true;
                }
            }
            else
            {
                // The tag has no '$' inside, so only this byte can begin it anew.
                _matched = b == (byte)'$' ? 1 : 0;
            }
        }

        return false;
    }
}
