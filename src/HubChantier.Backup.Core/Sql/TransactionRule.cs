namespace HubChantier.Backup.Sql;

/// <summary>Knows the statements that begin, end or divide a transaction, or hand it over.</summary>
internal static class TransactionRule
{
    /// <summary>Whether the statement is one of them.</summary>
    public static bool Concerns(in SqlTokens statement)
    {
        if (statement.IsWord("prepare"u8))
        {
            SqlTokens rest = statement;
            rest.Advance();
            return rest.IsWord("transaction"u8);
        }
        return statement.IsWord("begin"u8)
            || statement.IsWord("start"u8)
            || statement.IsWord("commit"u8)
            || statement.IsWord("end"u8)
            || statement.IsWord("rollback"u8)
            || statement.IsWord("abort"u8)
            || statement.IsWord("savepoint"u8)
            || statement.IsWord("release"u8);
    }
}
