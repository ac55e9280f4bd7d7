namespace HubChantier.Backup.Sql;

/// <summary>The beginning of a statement that concerns one schema or one extension: its verb, the kind of object, and the name.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Name">Name of the schema or extension, unquoted.</param>
internal readonly record struct ObjectStatement(ObjectStatementKind Kind, string Name)
{
    /// <summary>Reads <c>CREATE SCHEMA x</c>, <c>CREATE EXTENSION IF NOT EXISTS x</c>, <c>COMMENT ON SCHEMA x</c>, <c>COMMENT ON EXTENSION x</c>, and of a schema <c>ALTER … OWNER</c>, <c>GRANT … ON</c>, <c>REVOKE … ON</c>.</summary>
    public static bool TryParse(in DumpStatement statement, out ObjectStatement read)
    {
        read = default;
        var tokens = new SqlTokens(statement.Text, statement.Encoding, statement.StandardStrings);
        if (tokens.TakeWord("alter"u8))
        {
            return TryParseAccess(ref tokens, out read);
        }

        if (tokens.TakeWord("grant"u8) || tokens.TakeWord("revoke"u8))
        {
            while (tokens.Kind != SqlTokenKind.End && !tokens.TakeWord("on"u8))
            {
                tokens.Advance();
            }

            return TryParseAccess(ref tokens, out read);
        }

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

    private static bool TryParseAccess(ref SqlTokens tokens, out ObjectStatement read)
    {
        string name = "";
        bool taken = tokens.TakeWord("schema"u8) && tokens.TakeName(out name);
        read = new ObjectStatement(ObjectStatementKind.AccessToSchema, name);
        return taken;
    }
}
