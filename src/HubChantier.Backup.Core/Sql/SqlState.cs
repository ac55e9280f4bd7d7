namespace HubChantier.Backup.Sql;

/// <summary>Where in a token the <see cref="SqlLexer"/> is.</summary>
internal enum SqlState : byte
{
    /// <summary>Between two tokens.</summary>
    Ground,

    /// <summary>After a carriage return outside quotes.</summary>
    CarriageReturn,

    /// <summary>In a keyword or identifier.</summary>
    Word,

    /// <summary>After <c>U&amp;</c>, which may begin a string or a quoted identifier.</summary>
    UnicodePrefix,

    /// <summary>In a number.</summary>
    Number,

    /// <summary>In a string or quoted identifier.</summary>
    Quoted,

    /// <summary>After a dollar that may open a dollar quote.</summary>
    DollarTag,

    /// <summary>In a dollar quote.</summary>
    DollarBody,

    /// <summary>After a dash that may be half of a comment's mark.</summary>
    Dash,

    /// <summary>After a slash that may be half of a comment's mark.</summary>
    Slash,

    /// <summary>In a comment that ends with the line.</summary>
    LineComment,

    /// <summary>In a comment that may have others in it.</summary>
    BlockComment,

    /// <summary>After a colon.</summary>
    Colon,

    /// <summary>In the name of a psql variable.</summary>
    Variable,

    /// <summary>In a psql command.</summary>
    Command,
}
