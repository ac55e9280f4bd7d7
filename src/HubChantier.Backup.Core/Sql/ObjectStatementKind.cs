namespace HubChantier.Backup.Sql;

/// <summary>What a statement about a schema or an extension does.</summary>
internal enum ObjectStatementKind
{
    /// <summary><c>CREATE SCHEMA</c>.</summary>
    CreateSchema,

    /// <summary><c>CREATE EXTENSION</c>.</summary>
    CreateExtension,

    /// <summary><c>COMMENT ON SCHEMA</c>.</summary>
    CommentOnSchema,

    /// <summary><c>COMMENT ON EXTENSION</c>.</summary>
    CommentOnExtension,

    /// <summary><c>ALTER SCHEMA … OWNER TO</c>, <c>GRANT … ON SCHEMA</c>, <c>REVOKE … ON SCHEMA</c>.</summary>
    AccessToSchema,
}
