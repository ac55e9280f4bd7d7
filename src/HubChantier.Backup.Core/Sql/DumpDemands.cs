namespace HubChantier.Backup.Sql;

/// <summary>What a dump asks of a database that takes it in one transaction, among what is there already.</summary>
internal sealed class DumpDemands : IDumpVisitor
{
    private readonly HashSet<string> _schemas = [];
    private readonly HashSet<string> _extensions = [];
    private readonly List<TableName> _tables = [];

    /// <summary>The schemas that it creates.</summary>
    public IReadOnlySet<string> Schemas => _schemas;

    /// <summary>The extensions that it creates.</summary>
    public IReadOnlySet<string> Extensions => _extensions;

    /// <summary>The tables that it creates, in the order of the text; with partitions, and tables that hold no rows of their own.</summary>
    public IReadOnlyList<TableName> Tables => _tables;

    /// <summary>At least as many relations as it locks: tables with their TOAST table and its index, indexes, sequences, views.</summary>
    public long Relations { get; private set; }

    /// <summary>The first statement that cannot be carried out in a transaction, or null.</summary>
    public DumpViolation? Lone { get; private set; }

    /// <inheritdoc/>
    public void Statement(in DumpStatement statement)
    {
        if (ObjectStatement.TryParse(statement, out ObjectStatement read))
        {
            if (read.Kind == ObjectStatementKind.CreateSchema)
            {
                _schemas.Add(read.Name);
            }
            else if (read.Kind == ObjectStatementKind.CreateExtension)
            {
                _extensions.Add(read.Name);
            }
        }
        else if (LoneStatement.Is(statement))
        {
            Lone ??= new DumpViolation(DumpViolationKind.TransactionControl, statement.Start, SafeText.Excerpt(statement.Text, statement.Encoding));
        }
        else
        {
            Count(statement);
        }
    }

    /// <inheritdoc/>
    public void Comment(in DumpComment comment)
    {
    }

    /// <inheritdoc/>
    public void Command(in DumpCommand command)
    {
    }

    /// <inheritdoc/>
    public void CopyBegins(in DumpCopyStart copy)
    {
    }

    /// <inheritdoc/>
    public void CopyEnds(in DumpCopyEnd copy)
    {
    }

    /// <inheritdoc/>
    public void Irregular(in DumpViolation violation)
    {
    }

    /// <inheritdoc/>
    public void TextEnds(long length, bool afterLineEnd)
    {
    }

    private void Count(in DumpStatement statement)
    {
        const int TableWithToast = 3;
        var tokens = new SqlTokens(statement.Text, statement.Encoding, statement.StandardStrings);
        bool creates = tokens.TakeWord("create"u8);
        if (!creates && !tokens.TakeWord("alter"u8))
        {
            return;
        }

        tokens.TakeWord("unlogged"u8);
        tokens.TakeWord("unique"u8);
        bool table = tokens.IsWord("table"u8) || tokens.IsWord("materialized"u8);
        if (table || tokens.IsWord("index"u8) || tokens.IsWord("sequence"u8) || tokens.IsWord("view"u8) || tokens.IsWord("foreign"u8))
        {
            Relations += creates && table ? TableWithToast : 1;
        }

        SqlTokens named = tokens;
        if (creates && named.TakeWord("table"u8) && named.TakeQualifiedName(out string schema, out string name))
        {
            _tables.Add(new TableName(schema, name));
        }
    }
}
