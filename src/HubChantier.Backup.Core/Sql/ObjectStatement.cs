namespace HubChantier.Backup.Sql;

/// <summary>The beginning of a statement that concerns one schema or one extension: its verb, the kind of object, and the name.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Name">Name of the schema or extension, unquoted.</param>
internal readonly record struct ObjectStatement(ObjectStatementKind Kind, string Name)
{
    /// <summary>Reads <c>CREATE SCHEMA x</c>, <c>CREATE EXTENSION IF NOT EXISTS x</c>, <c>COMMENT ON SCHEMA x</c> and <c>COMMENT ON EXTENSION x</c>.</summary>
    public static bool TryParse(in DumpStatement statement, out ObjectStatement read)
    {
        read = default;
        var tokens = new SqlTokens(statement.Text, statement.Encoding, statement.StandardStrings);
        bool comment = tokens.TakeWord("comment"u8);
        if (comment ? !tokens.TakeWord("on"u8) : !tokens.TakeWord("create"u8))
        {
            return false;
        }

        bool extension = tokens.TakeWord("extension"u8);
        if (!extension && !tokens.TakeWord("schema"u8))
        {
            return false;
        }

        if (tokens.TakeWord("if"u8))
        {
            tokens.TakeWord("not"u8);
            tokens.TakeWord("exists"u8);
        }

        ObjectStatementKind kind = (comment, extension) switch
        {
            (false, false) => ObjectStatementKind.CreateSchema,
            (false, true) => ObjectStatementKind.CreateExtension,
            (true, false) => ObjectStatementKind.CommentOnSchema,
            (true, true) => ObjectStatementKind.CommentOnExtension,
        };
        bool named = tokens.TakeName(out string name);
        read = new ObjectStatement(kind, name);
        return named;
    }
}
