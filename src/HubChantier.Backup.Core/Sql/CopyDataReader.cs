namespace HubChantier.Backup.Sql;

/// <summary>
/// Finds the end of COPY text data and counts its rows. A row is a line (PostgreSQL's documentation, COPY, "Text Format": a
/// line end in a value is written as \n, a backslash as \\), and the data end at a line that is exactly <c>\.</c>. pg_dump
/// ends lines with LF alone; data that end with CR LF are never found to end, and so never called complete.
/// </summary>
internal sealed class CopyDataReader
{
    private static ReadOnlySpan<byte> End => "\n\\.\n"u8;

    /// <summary>How many bytes of <see cref="End"/> the text so far ends with.</summary>
    private int _matched;

    /// <summary>Rows so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Begins a block. The line end before its first byte may be the first of <see cref="End"/>: a table may be empty.</summary>
    public void Begin()
    {
        Rows = 0;
        _matched = 1;
    }

    /// <summary>Reads on.</summary>
    /// <param name="data">What comes next.</param>
    /// <param name="read">How much of it belongs to the block, closing line included.</param>
    /// <returns>Whether the block ended.</returns>
    public bool Read(ReadOnlySpan<byte> data, out int read)
    {
        read = 0;
        while (read < data.Length)
        {
            // At the beginning, and where the piece before ended in what may be the end: byte by byte.
            if (_matched > 0)
            {
                byte b = data[read++];
                if (b == End[_matched])
                {
                    _matched++;
                    if (_matched == End.Length)
                    {
                        return true;
                    }
                }
                else
                {
                    Rows += b == (byte)'\n' ? 1 : 0;
                    _matched = b == (byte)'\n' ? 1 : 0;
                }

                continue;
            }

            ReadOnlySpan<byte> rest = data[read..];
            int end = rest.IndexOf(End);
            if (end >= 0)
            {
                Rows += rest[..(end + 1)].Count((byte)'\n');
                read += end + End.Length;
                return true;
            }

            Rows += rest.Count((byte)'\n');
            read = data.Length;
            _matched = rest.EndsWith(End[..3]) ? 3 : rest.EndsWith(End[..2]) ? 2 : rest.EndsWith(End[..1]) ? 1 : 0;
        }

        return false;
    }
}
