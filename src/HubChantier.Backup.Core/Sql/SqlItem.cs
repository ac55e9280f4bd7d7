namespace HubChantier.Backup.Sql;

/// <summary>What a piece of SQL text is.</summary>
internal enum SqlItem : byte
{
    /// <summary>Blank, between two items.</summary>
    None,

    /// <summary>A dash or slash alone: a comment or a statement.</summary>
    Undecided,

    /// <summary>A comment between statements.</summary>
    Comment,

    /// <summary>A statement.</summary>
    Statement,

    /// <summary>A psql command between statements.</summary>
    Command,
}
