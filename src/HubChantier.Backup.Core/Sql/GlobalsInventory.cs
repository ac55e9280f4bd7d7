namespace HubChantier.Backup.Sql;

/// <summary>Reads a text of <c>pg_dumpall --globals-only</c>: what it says of roles, whether it is whole, and whether it holds anything else.</summary>
internal sealed class GlobalsInventory : IDumpVisitor
{
    private readonly List<RoleStatement> _statements = [];
    private readonly RestrictWatch _restrict = new();
    private bool _pastHeader;
    private bool _trailerSeen;
    private bool _unfinished;

    /// <summary>What it says of roles, in the order of the text: each is made before it gets anything.</summary>
    public IReadOnlyList<RoleStatement> Statements => _statements;

    /// <summary>Whether nothing was cut from it.</summary>
    public bool IsComplete => _trailerSeen && !_unfinished && _restrict.IsBalanced;

    /// <summary>The first thing that does not belong in it, or null. Its text never holds a password.</summary>
    public DumpViolation? FirstViolation { get; private set; }

    /// <inheritdoc/>
    public void Comment(in DumpComment comment) => _trailerSeen |= comment.Text.SequenceEqual("-- PostgreSQL database cluster dump complete"u8);

    /// <inheritdoc/>
    public void Statement(in DumpStatement statement)
    {
        _pastHeader = true;
        _trailerSeen = false;
        SqlTokens tokens = new(statement.Text, statement.Encoding, statement.StandardStrings);
        if (SettingRule.Concerns(tokens))
        {
            if (SettingRule.Judge(statement, out _) is { } wrong)
            {
                Refuse(wrong, statement);
            }
        }
        else if (!RoleStatement.TryRead(statement, out RoleStatement? read))
        {
            Refuse(DumpViolationKind.ForeignStatement, statement);
        }
        else if (read is not null)
        {
            _statements.Add(read);
        }
    }

    /// <inheritdoc/>
    public void Command(in DumpCommand command)
    {
        // pg_dumpall lifts the restriction before its trailer.
        bool expected = !command.InsideStatement && (_pastHeader ? _restrict.Lift(command.Text) : _restrict.Begin(command.Text));
        if (!expected)
        {
            FirstViolation ??= new DumpViolation(DumpViolationKind.PsqlCommand, command.Start, SafeText.Excerpt(command.Text, command.Encoding));
        }
    }

    /// <inheritdoc/>
    public void CopyBegins(in DumpCopyStart copy)
    {
        // Its header was refused as a statement.
    }

    /// <inheritdoc/>
    public void CopyEnds(in DumpCopyEnd copy)
    {
    }

    /// <inheritdoc/>
    public void Irregular(in DumpViolation violation)
    {
        _unfinished |= violation.Kind == DumpViolationKind.Unfinished;
        FirstViolation ??= violation.Kind == DumpViolationKind.Unfinished ? null : violation with { Text = "" };
    }

    /// <inheritdoc/>
    public void TextEnds(long length, bool afterLineEnd) => _unfinished |= !afterLineEnd;

    /// <summary>Keeps a violation with the beginning of its text, up to the first quote: a password's hash stands in quotes.</summary>
    private void Refuse(DumpViolationKind kind, in DumpStatement statement)
    {
        ReadOnlySpan<byte> text = statement.Text;
        int quote = text.IndexOfAny((byte)'\'', (byte)'$');
        FirstViolation ??= new DumpViolation(kind, statement.Start, SafeText.Excerpt(quote < 0 ? text : text[..quote], statement.Encoding));
    }
}
