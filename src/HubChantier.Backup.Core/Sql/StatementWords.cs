namespace HubChantier.Backup.Sql;

/// <summary>
/// Follows the words of a statement as far as psql does, to know whether a semicolon ends it: within the body of a function
/// in standard SQL (<c>CREATE FUNCTION … BEGIN ATOMIC … END</c>, since PostgreSQL 14) it does not.
/// </summary>
internal sealed class StatementWords
{
    private const int Kept = 16;
    private const int FirstWords = 4;

    private readonly byte[] _word = new byte[Kept];
    private readonly char[] _first = new char[FirstWords];
    private int _length;
    private int _count;
    private int _depth;

    /// <summary>Whether a word has begun and not ended.</summary>
    public bool InWord => _length > 0;

    /// <summary>Whether the statement is inside a body.</summary>
    public bool InBody => _depth > 0;

    /// <summary>Whether a byte can be part of a word: a letter, a digit, an underscore, anything that is not ASCII.</summary>
    public static bool IsWordByte(byte b) => char.IsAsciiLetterOrDigit((char)b) || b == (byte)'_' || b >= 0x80;

    /// <summary>The word goes on.</summary>
    public void Add(byte b)
    {
        if (_length < Kept)
        {
            _word[_length] = (byte)char.ToLowerInvariant((char)b);
        }

        _length++;
    }

    /// <summary>The word ends, if there is one.</summary>
    /// <returns>Whether it was the <c>E</c> that makes backslashes in the string after it escapes.</returns>
    public bool EndWord(int parentheses)
    {
        if (_length == 0)
        {
            return false;
        }

        ReadOnlySpan<byte> word = _word.AsSpan(0, Math.Min(_length, Kept));
        bool isE = _length == 1 && word[0] == (byte)'e';
        if (_count < FirstWords)
        {
            bool matters = word.SequenceEqual("create"u8) || word.SequenceEqual("function"u8) || word.SequenceEqual("procedure"u8)
                || word.SequenceEqual("or"u8) || word.SequenceEqual("replace"u8);
            _first[_count] = matters ? (char)word[0] : '-';
        }

        _count++;
        if (parentheses == 0 && DefinesRoutine())
        {
            Nest(word);
        }

        _length = 0;
        return isE;
    }

    /// <summary>The statement has ended.</summary>
    public void EndStatement()
    {
        _length = 0;
        _count = 0;
        _depth = 0;
        Array.Clear(_first);
    }

    private bool DefinesRoutine()
        => _first is ['c', 'f' or 'p', ..] or ['c', 'o', 'r', 'f' or 'p'];

    private void Nest(ReadOnlySpan<byte> word)
    {
        if (word.SequenceEqual("begin"u8))
        {
            _depth++;
        }
        else if (word.SequenceEqual("case"u8) && _depth >= 1)
        {
            // CASE ends with END too, but only counts inside a body.
            _depth++;
        }
        else if (word.SequenceEqual("end"u8) && _depth > 0)
        {
            _depth--;
        }
    }
}
