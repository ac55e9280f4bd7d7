using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Loading;

/// <summary>
/// Which tables a statement of pg_dump's makes or locks. In its plain text pg_dump writes the dependencies of few entries (it works them out for archives only),
/// so they are read from the statements themselves: CREATE TABLE with INHERITS, CREATE INDEX, ALTER TABLE with ATTACH PARTITION or REFERENCES.
/// </summary>
internal static class StatementTables
{
    /// <summary>The tables, the statement's own first; none for a statement of another kind.</summary>
    public static IReadOnlyList<string> Of(in DumpStatement statement)
    {
        SqlTokens tokens = new(statement.Text, statement.Encoding, statement.StandardStrings);
        List<string> tables = [];
        if (tokens.TakeWord("create"u8))
        {
            TakeCreate(ref tokens, tables);
        }
        else if (tokens.TakeWord("alter"u8) && tokens.TakeWord("table"u8))
        {
            tokens.TakeWord("only"u8);
            Take(ref tokens, tables);
            if (tokens.TakeWord("attach"u8))
            {
                tokens.TakeWord("partition"u8);
                Take(ref tokens, tables);
            }
            else
            {
                TakeBehind(ref tokens, "references"u8, tables);
            }
        }

        return tables;
    }

    private static void TakeCreate(ref SqlTokens tokens, List<string> tables)
    {
        bool isUnique = tokens.TakeWord("unique"u8);
        if (tokens.TakeWord("index"u8))
        {
            tokens.TakeName(out _);
            bool isOn = tokens.TakeWord("on"u8);
            tokens.TakeWord("only"u8);
            if (isOn)
            {
                Take(ref tokens, tables);
            }

            return;
        }

        if (!isUnique && (tokens.TakeWord("unlogged"u8) || tokens.TakeWord("foreign"u8) || tokens.IsWord("table"u8)) && tokens.TakeWord("table"u8))
        {
            Take(ref tokens, tables);
            TakeBehind(ref tokens, "inherits"u8, tables);
        }
        else if (!isUnique && tokens.TakeWord("materialized"u8) && tokens.TakeWord("view"u8))
        {
            Take(ref tokens, tables);
        }
    }

    /// <summary>
    /// Takes the names behind a word, between parentheses or without. pg_dump quotes a column named references, but none named inherits: what follows that
    /// is taken for a parent, which keeps apart less than could be.
    /// </summary>
    private static void TakeBehind(ref SqlTokens tokens, ReadOnlySpan<byte> word, List<string> tables)
    {
        while (tokens.Kind != SqlTokenKind.End)
        {
            if (!tokens.TakeWord(word))
            {
                tokens.Advance();
                continue;
            }

            tokens.TakeSymbol('(');
            do
            {
                Take(ref tokens, tables);
            }
            while (tokens.TakeSymbol(','));
        }
    }

    private static void Take(ref SqlTokens tokens, List<string> tables)
    {
        if (tokens.TakeQualifiedName(out string schema, out string name))
        {
            tables.Add(Key(schema, name));
        }
    }

    /// <summary>A table's name as a key; no name holds a NUL.</summary>
    public static string Key(string schema, string name) => schema + "\0" + name;
}
