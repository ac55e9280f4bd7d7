using System.Text;

namespace HubChantier.Backup.Sql;

/// <summary>
/// Counts BEGIN … END of SQL-standard routine bodies, whose semicolons do not end the statement. The rule is psql's (since 14): in a statement
/// that begins with CREATE [OR REPLACE] FUNCTION or PROCEDURE, outside parentheses, BEGIN goes one deeper, CASE too once inside, END comes back.
/// </summary>
internal sealed class RoutineBody
{
    private readonly byte[] _first = new byte[4];
    private int _words;

    /// <summary>How deep in BEGIN and CASE; a semicolon at 0 ends the statement.</summary>
    public int Depth { get; private set; }

    /// <summary>A word outside quotes and comments, that is not part of a string's or a variable's spelling.</summary>
    public void Word(ReadOnlySpan<byte> word, bool insideParentheses)
    {
        if (_words < _first.Length)
        {
            _first[_words++] = Initial(word);
        }
        if (insideParentheses || !IsRoutine())
        {
            return;
        }
        if (Ascii.EqualsIgnoreCase(word, "begin"u8))
        {
            Depth++;
        }
        else if (Depth > 0 && Ascii.EqualsIgnoreCase(word, "case"u8))
        {
            Depth++;
        }
        else if (Depth > 0 && Ascii.EqualsIgnoreCase(word, "end"u8))
        {
            Depth--;
        }
    }

    /// <summary>A statement ended; the next word is the first of another.</summary>
    public void EndStatement() => _words = 0;

    // The words that matter at the head of a statement are told apart by their first letters; all others count as 0.
    private static byte Initial(ReadOnlySpan<byte> word) =>
        Ascii.EqualsIgnoreCase(word, "create"u8) ? (byte)'c'
        : Ascii.EqualsIgnoreCase(word, "or"u8) ? (byte)'o'
        : Ascii.EqualsIgnoreCase(word, "replace"u8) ? (byte)'r'
        : Ascii.EqualsIgnoreCase(word, "function"u8) ? (byte)'f'
        : Ascii.EqualsIgnoreCase(word, "procedure"u8) ? (byte)'f'
        : (byte)0;

    private bool IsRoutine() =>
        _first[0] == 'c' && (_first[1] == 'f' || (_first[1] == 'o' && _first[2] == 'r' && _first[3] == 'f'));
}
