namespace HubChantier.Backup.Sql;

/// <summary>Two that listen to one reading, the first before the second.</summary>
internal sealed class VisitorPair(IDumpVisitor first, IDumpVisitor second) : IDumpVisitor
{
    /// <inheritdoc/>
    public void Comment(in DumpComment comment)
    {
        first.Comment(comment);
        second.Comment(comment);
    }

    /// <inheritdoc/>
    public void Statement(in DumpStatement statement)
    {
        first.Statement(statement);
        second.Statement(statement);
    }

    /// <inheritdoc/>
    public void Command(in DumpCommand command)
    {
        first.Command(command);
        second.Command(command);
    }

    /// <inheritdoc/>
    public void CopyBegins(in DumpCopyStart copy)
    {
        first.CopyBegins(copy);
        second.CopyBegins(copy);
    }

    /// <inheritdoc/>
    public void CopyEnds(in DumpCopyEnd copy)
    {
        first.CopyEnds(copy);
        second.CopyEnds(copy);
    }

    /// <inheritdoc/>
    public void Irregular(in DumpViolation violation)
    {
        first.Irregular(violation);
        second.Irregular(violation);
    }

    /// <inheritdoc/>
    public void TextEnds(long length, bool afterLineEnd)
    {
        first.TextEnds(length, afterLineEnd);
        second.TextEnds(length, afterLineEnd);
    }
}
