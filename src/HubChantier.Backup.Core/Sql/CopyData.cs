namespace HubChantier.Backup.Sql;

/// <summary>
/// Finds the end of COPY data and counts its rows. As in psql the data ends at a line that is <c>\.</c>, with or without a carriage return before its
/// line end; a <c>\.</c> that the text's end cuts off ends nothing.
/// </summary>
internal sealed class CopyData
{
    // Small enough that the second and third pass find the bytes in the processor's first cache.
    private const int Stride = 16 * 1024;

    private Line _line;

    // How far the line that is being read agrees with the closing one.
    private enum Line : byte
    {
        Begins,
        Backslash,
        BackslashDot,
        BackslashDotReturn,
        IsData,
    }

    /// <summary>Rows seen.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes in the closing line, once it was read: 3, or 4 with a carriage return.</summary>
    public int ClosingLength { get; private set; }

    /// <summary>The data begins.</summary>
    public void Begin()
    {
        _line = Line.Begins;
        Rows = 0;
    }

    /// <summary>Goes on from <paramref name="at"/>. True: the closing line was consumed.</summary>
    public bool Skip(ReadOnlySpan<byte> text, ref int at)
    {
        while (at < text.Length)
        {
            if (_line != Line.IsData)
            {
                if (Compare(text[at], ref at))
                {
                    return true;
                }
                continue;
            }
            ReadOnlySpan<byte> piece = text.Slice(at, Math.Min(Stride, text.Length - at));
            int found = piece.IndexOf("\n\\."u8);
            if (found >= 0)
            {
                Rows += piece[..(found + 1)].Count((byte)'\n');
                at += found + 3;
                _line = Line.BackslashDot;
                continue;
            }
            Rows += piece.Count((byte)'\n');
            at += piece.Length;
            _line = piece[^1] == (byte)'\n' ? Line.Begins
                : piece.EndsWith("\n\\"u8) ? Line.Backslash
                : Line.IsData;
        }
        return false;
    }

    // One byte of a line that may be the closing one. A byte that disagrees is left: it may be the line end that the row count needs.
    private bool Compare(byte next, ref int at)
    {
        (Line agreed, bool closes) = (_line, next) switch
        {
            (Line.Begins, (byte)'\\') => (Line.Backslash, false),
            (Line.Backslash, (byte)'.') => (Line.BackslashDot, false),
            (Line.BackslashDot, (byte)'\r') => (Line.BackslashDotReturn, false),
            (Line.BackslashDot or Line.BackslashDotReturn, (byte)'\n') => (_line, true),
            _ => (Line.IsData, false),
        };
        if (agreed == Line.IsData)
        {
            _line = Line.IsData;
            return false;
        }
        at++;
        ClosingLength = _line == Line.BackslashDotReturn ? 4 : 3;
        _line = agreed;
        return closes;
    }
}
