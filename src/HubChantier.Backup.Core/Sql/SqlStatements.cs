using System.Text;

namespace HubChantier.Backup.Sql;

/// <summary>Cuts SQL of our own into its statements, as psql will.</summary>
internal static class SqlStatements
{
    /// <summary>The statements, each with its semicolon and what stands before it.</summary>
    /// <exception cref="ArgumentException">The text ends within quotes, or holds a psql command: psql would wait for more, or do something else.</exception>
    public static IReadOnlyList<string> Split(string sql)
    {
        // The line end closes a comment, the semicolon a last statement that has none.
        byte[] text = Encoding.UTF8.GetBytes(sql + "\n;");
        List<string> statements = [];
        SqlLexer lexer = new();
        int at = 0;
        int start = 0;
        bool isBegun = false;
        while (at < text.Length)
        {
            switch (lexer.Next(text, ref at))
            {
                case SqlEvent.ItemBegins:
                    isBegun = at < text.Length - 1;
                    break;
                case SqlEvent.StatementEnds when isBegun:
                    statements.Add(Encoding.UTF8.GetString(text.AsSpan(start, at - start)));
                    start = at;
                    break;
                case SqlEvent.CommandEnds or SqlEvent.InnerCommandBegins or SqlEvent.Ambiguous:
                    throw new ArgumentException("A psql command in a question.", nameof(sql));
            }
        }

        return lexer.Item == SqlItem.None ? statements : throw new ArgumentException("A question that has no end.", nameof(sql));
    }
}
