namespace HubChantier.Backup.Sql;

/// <summary>What a byte means outside quotes and comments.</summary>
internal enum SqlByte : byte
{
    /// <summary>Parts of operators, commas, brackets: nothing depends on them.</summary>
    Other,
    Blank,
    CarriageReturn,
    Letter,
    Digit,
    Quote,
    DoubleQuote,
    Dollar,
    Dash,
    Slash,
    Colon,
    Semicolon,
    OpenParenthesis,
    CloseParenthesis,
    Backslash,
}
