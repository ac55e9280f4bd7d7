namespace HubChantier.Backup.Sql;

/// <summary>
/// Knows the statements that a transaction cannot hold, or whose effect it cannot take back. pg_dump writes none of them but CREATE
/// SUBSCRIPTION; PostgreSQL's documentation of each says "cannot be executed inside a transaction block".
/// </summary>
internal static class LoneStatement
{
    /// <summary>Whether the statement is one of them.</summary>
    public static bool Is(in DumpStatement statement)
    {
        var tokens = new SqlTokens(statement.Text, statement.Encoding, statement.StandardStrings);
        if (tokens.IsWord("vacuum"u8) || tokens.IsWord("cluster"u8) || tokens.IsWord("reindex"u8) || tokens.IsWord("checkpoint"u8) || tokens.IsWord("discard"u8))
        {
            return true;
        }

        bool alters = tokens.TakeWord("alter"u8);
        if (!alters && !tokens.TakeWord("create"u8) && !tokens.TakeWord("drop"u8))
        {
            return false;
        }

        if (tokens.IsWord("database"u8) || tokens.IsWord("tablespace"u8) || tokens.IsWord("subscription"u8) || tokens.IsWord("system"u8))
        {
            return true;
        }

        // A value added to an enum cannot be used before COMMIT, and the rows that follow would use it.
        return alters && tokens.TakeWord("type"u8)
            ? tokens.TakeQualifiedName(out _, out _) && tokens.TakeWord("add"u8) && tokens.IsWord("value"u8)
            : IsConcurrent(tokens);
    }

    // [UNIQUE] INDEX CONCURRENTLY, in its place only: an index may be called so.
    private static bool IsConcurrent(SqlTokens tokens)
    {
        tokens.TakeWord("unique"u8);
        return tokens.TakeWord("index"u8) && tokens.IsWord("concurrently"u8);
    }
}
