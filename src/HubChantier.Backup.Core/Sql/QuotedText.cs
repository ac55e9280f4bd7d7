using System.Buffers;

namespace HubChantier.Backup.Sql;

/// <summary>A string or a quoted identifier, from after its opening quote on.</summary>
internal struct QuotedText
{
    private static readonly SearchValues<byte> s_quoteOrBackslash = SearchValues.Create("'\\"u8);

    private byte _quote;
    private bool _escapes;
    private bool _doubles;
    private Phase _phase;

    private enum Phase : byte
    {
        Inside,
        AfterQuote,
        AfterBackslash,
    }

    /// <summary><c>'…'</c> where only the quote is doubled; also what follows <c>U&amp;</c>.</summary>
    public static QuotedText Plain() => new() { _quote = (byte)'\'', _doubles = true };

    /// <summary><c>E'…'</c>, and every string without <c>standard_conforming_strings</c>: a backslash takes the meaning from what follows.</summary>
    public static QuotedText Escaped() => new() { _quote = (byte)'\'', _doubles = true, _escapes = true };

    /// <summary><c>B'…'</c> and <c>X'…'</c>: the first quote ends it.</summary>
    public static QuotedText Bits() => new() { _quote = (byte)'\'' };

    /// <summary><c>"…"</c>.</summary>
    public static QuotedText Name() => new() { _quote = (byte)'"', _doubles = true };

    /// <summary>Whether it is over if the text is: the last byte was a quote that another one would have undone.</summary>
    public readonly bool IsClosedByEnd => _phase == Phase.AfterQuote;

    /// <summary>Skips to the end. True: it is over, and the byte at <paramref name="at"/> is not part of it.</summary>
    public bool Skip(ReadOnlySpan<byte> text, ref int at)
    {
        while (at < text.Length)
        {
            if (_phase == Phase.AfterQuote)
            {
                if (text[at] != _quote)
                {
                    return true;
                }
                at++;
                _phase = Phase.Inside;
                continue;
            }
            if (_phase == Phase.AfterBackslash)
            {
                at++;
                _phase = Phase.Inside;
                continue;
            }
            ReadOnlySpan<byte> rest = text[at..];
            int found = _escapes ? rest.IndexOfAny(s_quoteOrBackslash) : rest.IndexOf(_quote);
            if (found < 0)
            {
                at = text.Length;
                return false;
            }
            at += found + 1;
            if (rest[found] != _quote)
            {
                _phase = Phase.AfterBackslash;
            }
            else if (!_doubles)
            {
                return true;
            }
            else
            {
                _phase = Phase.AfterQuote;
            }
        }
        return false;
    }
}
