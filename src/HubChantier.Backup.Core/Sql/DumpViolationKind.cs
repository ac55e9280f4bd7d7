namespace HubChantier.Backup.Sql;

/// <summary>What is wrong with a place in a dump.</summary>
public enum DumpViolationKind
{
    /// <summary>A psql command other than pg_dump's own <c>\restrict</c> and <c>\unrestrict</c>, or one of these where it does not belong.</summary>
    PsqlCommand,

    /// <summary>BEGIN, COMMIT and their kin, other than pg_dump's own around large object data; or anything else between these two.</summary>
    TransactionControl,

    /// <summary>A COPY other than <c>COPY schema.table (columns) FROM stdin;</c>: a file, a program, another format, the other direction.</summary>
    ForeignCopy,

    /// <summary>A setting that changes how the rest of the text is read, in a form or to a value that pg_dump does not write.</summary>
    SessionSetting,

    /// <summary>Text that versions of psql read differently, so that it cannot be said what psql would carry out.</summary>
    AmbiguousText,

    /// <summary>A NUL byte. Only the first one is told, at the end of the text.</summary>
    NulByte,

    /// <summary>A statement of a kind that does not belong in a file of owners and grants.</summary>
    ForeignStatement,

    /// <summary>The text ends inside a statement, a string, a comment or COPY data.</summary>
    Unfinished,
}
