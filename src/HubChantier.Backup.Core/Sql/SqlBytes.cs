namespace HubChantier.Backup.Sql;

/// <summary>
/// The classes of bytes in SQL, as PostgreSQL's scanners have them: every byte above 127 is a letter, which holds for the encodings that a
/// server can have, where such a byte is never half of an ASCII character.
/// </summary>
internal static class SqlBytes
{
    private static readonly SqlByte[] s_kinds = Kinds();

    /// <summary>What the byte means outside quotes and comments.</summary>
    public static SqlByte KindOf(byte value) => s_kinds[value];

    /// <summary>Whether an identifier may go on with it.</summary>
    public static bool IsWordPart(byte value) => s_kinds[value] is SqlByte.Letter or SqlByte.Digit or SqlByte.Dollar;

    /// <summary>Whether the tag of a dollar quote, or the name of a psql variable, may go on with it.</summary>
    public static bool IsTagPart(byte value) => s_kinds[value] is SqlByte.Letter or SqlByte.Digit;

    private static SqlByte[] Kinds()
    {
        var kinds = new SqlByte[256];
        for (int value = 0; value < kinds.Length; value++)
        {
            kinds[value] = (char)value switch
            {
                ' ' or '\t' or '\n' or '\f' or '\v' => SqlByte.Blank,
                '\r' => SqlByte.CarriageReturn,
                '_' or >= 'a' and <= 'z' or >= 'A' and <= 'Z' or > '\x7f' => SqlByte.Letter,
                >= '0' and <= '9' => SqlByte.Digit,
                '\'' => SqlByte.Quote,
                '"' => SqlByte.DoubleQuote,
                '$' => SqlByte.Dollar,
                '-' => SqlByte.Dash,
                '/' => SqlByte.Slash,
                ':' => SqlByte.Colon,
                ';' => SqlByte.Semicolon,
                '(' => SqlByte.OpenParenthesis,
                ')' => SqlByte.CloseParenthesis,
                '\\' => SqlByte.Backslash,
                _ => SqlByte.Other,
            };
        }
        return kinds;
    }
}
