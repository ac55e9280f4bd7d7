namespace HubChantier.Backup.Sql;

/// <summary>
/// A number, with any letters that run into it. PostgreSQL 15 changed what <c>1e'…'</c>, <c>1a$b$…</c> and <c>1e--…</c> mean (before, the letters
/// began a token of their own: a string with escapes, a name, a comment), so these are told: different programs would end the statement in
/// different places. pg_dump writes none of them.
/// </summary>
internal struct NumberText
{
    private bool _letters;
    private bool _afterSign;
    private byte _last;

    /// <summary>Skips to the end. True: it is over, and the byte at <paramref name="at"/> is not part of it.</summary>
    public bool Skip(ReadOnlySpan<byte> text, ref int at, out bool ambiguous)
    {
        ambiguous = false;
        for (; at < text.Length; at++)
        {
            byte value = text[at];
            if (_afterSign)
            {
                _afterSign = false;
                if (SqlBytes.KindOf(value) != SqlByte.Digit)
                {
                    ambiguous = true;
                    return true;
                }
            }
            else if (value is (byte)'+' or (byte)'-' && _last is (byte)'e' or (byte)'E')
            {
                _afterSign = true;
            }
            else if (value != (byte)'.' && !SqlBytes.IsTagPart(value))
            {
                ambiguous = _letters && value is (byte)'\'' or (byte)'"' or (byte)'$' or (byte)'&';
                return true;
            }
            _letters |= SqlBytes.KindOf(value) == SqlByte.Letter;
            _last = value;
        }
        return false;
    }
}
