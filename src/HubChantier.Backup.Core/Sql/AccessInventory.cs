namespace HubChantier.Backup.Sql;

/// <summary>Reads a text that was made by <see cref="AccessExtract"/>: whether it is whole, and holds nothing but what belongs in it.</summary>
/// <param name="leavesOut">Asked of each statement about a schema whether it is not sent, and its roles need not be there; or null.</param>
internal sealed class AccessInventory(Func<ObjectStatement, bool>? leavesOut = null) : IDumpVisitor
{
    private readonly AccessRoles _unneeded = new();
    private readonly DumpInventory _inventory = new();
    private DumpViolation? _foreign;

    /// <summary>Whether nothing was cut from it.</summary>
    public bool IsComplete => _inventory.IsComplete;

    /// <summary>Something that does not belong in it; null where there is nothing of the kind. A text that is cut is not complete, and no more.</summary>
    public DumpViolation? FirstViolation
        => _foreign ?? (_inventory.Violations is [{ Kind: not DumpViolationKind.Unfinished } violation, ..] ? violation : null);

    /// <summary>The roles that it names, but for those of what is left out.</summary>
    public AccessRoles Roles { get; } = new();

    /// <inheritdoc/>
    public void Comment(in DumpComment comment) => _inventory.Comment(comment);

    /// <inheritdoc/>
    public void Statement(in DumpStatement statement)
    {
        _inventory.Statement(statement);
        if (!AccessStatement.TryRead(statement, IsLeftOut(statement) ? _unneeded : Roles) && !IsPreamble(statement))
        {
            _foreign ??= new DumpViolation(DumpViolationKind.ForeignStatement, statement.Start, SafeText.Excerpt(statement.Text, statement.Encoding));
        }
    }

    /// <inheritdoc/>
    public void Command(in DumpCommand command) => _inventory.Command(command);

    /// <inheritdoc/>
    public void CopyBegins(in DumpCopyStart copy) => _inventory.CopyBegins(copy);

    /// <inheritdoc/>
    public void CopyEnds(in DumpCopyEnd copy) => _inventory.CopyEnds(copy);

    /// <inheritdoc/>
    public void Irregular(in DumpViolation violation) => _inventory.Irregular(violation);

    /// <inheritdoc/>
    public void TextEnds(long length, bool afterLineEnd) => _inventory.TextEnds(length, afterLineEnd);

    private bool IsLeftOut(in DumpStatement statement)
        => leavesOut is not null && ObjectStatement.TryParse(statement, out ObjectStatement read) && leavesOut(read);

    /// <summary><c>SET name = value;</c>, which the inventory judges, and pg_dump's own way to empty the search path.</summary>
    private static bool IsPreamble(in DumpStatement statement)
    {
        SqlTokens tokens = new(statement.Text, statement.Encoding, statement.StandardStrings);
        if (tokens.TakeWord("set"u8))
        {
            return tokens.TakeName(out string name) && tokens.TakeSymbol('=') && name is not ("role" or "session_authorization");
        }

        return statement.IsWhole && CatalogCall.TryBegin(ref tokens) && CatalogCall.SetsSearchPath(ref tokens);
    }
}
