namespace HubChantier.Backup.Postgres;

/// <summary>What a role may be refused to read.</summary>
internal enum MissingRightKind
{
    Table,
    Sequence,
    LargeObject,

    /// <summary>A table whose policies would hide rows.</summary>
    RowSecurity,
}
