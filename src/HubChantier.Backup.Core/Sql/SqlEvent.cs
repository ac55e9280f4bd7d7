namespace HubChantier.Backup.Sql;

/// <summary>What the <see cref="SqlLexer"/> came upon.</summary>
internal enum SqlEvent : byte
{
    /// <summary>Nothing: the text given is used up.</summary>
    None,

    /// <summary>The first byte, not yet consumed, of a comment, statement or command; which one shows only at its end.</summary>
    ItemBegins,

    /// <summary>The end of a comment between statements.</summary>
    CommentEnds,

    /// <summary>The end of a statement, after its semicolon.</summary>
    StatementEnds,

    /// <summary>The end of a psql command between statements, before its line end.</summary>
    CommandEnds,

    /// <summary>The backslash, not yet consumed, of a psql command inside a statement.</summary>
    InnerCommandBegins,

    /// <summary>The end of a psql command inside a statement, before its line end.</summary>
    InnerCommandEnds,

    /// <summary>Text that versions of psql read differently.</summary>
    Ambiguous,
}
