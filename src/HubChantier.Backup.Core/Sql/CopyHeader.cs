using System.Text;

namespace HubChantier.Backup.Sql;

/// <summary>The head of a COPY block: <c>COPY public."Pièces jointes" (id, "contenu ""brut""") FROM stdin;</c></summary>
public sealed class CopyHeader
{
    private readonly List<string> _columns = [];

    private CopyHeader(string schema, string table)
    {
        Schema = schema;
        Table = table;
    }

    /// <summary>Schema, unquoted; empty in a dump that does not name it (pg_dump before 10.3).</summary>
    public string Schema { get; }

    /// <summary>Table, unquoted.</summary>
    public string Table { get; }

    /// <summary>Columns in the order of the data, unquoted; none for a table without columns.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>Whether the statement is of the one form that pg_dump writes. In another, a line may not be a row.</summary>
    public bool IsPlain { get; private set; }

    /// <summary>Reads a statement, if it is one for which the server asks the client for data; null if it is not.</summary>
    /// <param name="statement">The statement with its semicolon.</param>
    /// <param name="encoding">How its names are written.</param>
    public static CopyHeader? TryParse(ReadOnlySpan<byte> statement, Encoding encoding)
    {
        var tokens = new SqlTokens(statement, encoding, standardStrings: true);
        if (!tokens.TakeWord("copy"u8))
        {
            return null;
        }
        bool binary = tokens.TakeWord("binary"u8);
        if (!tokens.TakeQualifiedName(out string schema, out string table))
        {
            return null;
        }
        var header = new CopyHeader(schema, table);
        bool plainColumns = header.TakeColumns(ref tokens);
        if (!tokens.TakeWord("from"u8))
        {
            return null;
        }
        // The server takes COPY … FROM STDOUT too, for FROM STDIN.
        bool plainSource = tokens.TakeWord("stdin"u8);
        if (!plainSource && !tokens.TakeWord("stdout"u8))
        {
            return null;
        }
        header.IsPlain = !binary && plainColumns && plainSource && tokens.TakeEnd();
        return header;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Schema}.{Table}";

    // Whatever stands between the parentheses is stepped over; true if it is as pg_dump writes it.
    private bool TakeColumns(ref SqlTokens tokens)
    {
        if (!tokens.TakeSymbol('('))
        {
            return true;
        }
        bool plain = true;
        do
        {
            plain &= tokens.TakeName(out string column);
            _columns.Add(column);
        }
        while (tokens.TakeSymbol(','));
        plain &= tokens.IsSymbol(')');
        while (tokens.Kind != SqlTokenKind.End && !tokens.TakeSymbol(')'))
        {
            tokens.Advance();
        }
        return plain;
    }
}
