namespace HubChantier.Backup.Sql;

/// <summary>
/// Tells pg_dump's own BEGIN and COMMIT, which stand around the data of large objects, from others: a dump that ends our
/// transaction, or leaves one open, slips out of the load.
/// </summary>
internal sealed class TransactionGuard
{
    private static readonly byte[][] s_verbs =
        [.. new[] { "begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release", "prepare" }.Select(System.Text.Encoding.ASCII.GetBytes)];

    /// <summary>Whether a transaction is open.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether a statement is transaction control, or stands inside a transaction, where pg_dump would not write it.</summary>
    public bool IsForeign(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("BEGIN;"u8) && !IsOpen)
        {
            IsOpen = true;
            return false;
        }

        if (text.SequenceEqual("COMMIT;"u8) && IsOpen)
        {
            IsOpen = false;
            return false;
        }

        foreach (byte[] verb in s_verbs)
        {
            if (StatementKind.StartsWithWord(text, verb))
            {
                return true;
            }
        }

        return IsOpen && !text.StartsWith("SELECT pg_catalog.lo"u8);
    }
}
