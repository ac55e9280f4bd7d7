namespace HubChantier.Backup.Sql;

/// <summary>What a token of a statement is.</summary>
internal enum SqlTokenKind : byte
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A keyword or an unquoted identifier.</summary>
    Word,

    /// <summary>A <c>"…"</c>.</summary>
    QuotedName,

    /// <summary>A <c>'…'</c> or <c>E'…'</c>.</summary>
    Literal,

    /// <summary>Digits.</summary>
    Number,

    /// <summary>One other character, or the first of a construct that none of pg_dump's simple statements has.</summary>
    Symbol,
}
