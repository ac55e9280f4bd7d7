using System.Buffers;

namespace HubChantier.Backup.Sql;

/// <summary>
/// Takes from a dump with owners and grants those statements alone, as they are written, between the dump's own head and trailer: what comes out is
/// again a text of pg_dump's, read and checked as every other.
/// </summary>
/// <param name="output">Takes the text.</param>
internal sealed class AccessExtract(IBufferWriter<byte> output) : IDumpVisitor
{
    private readonly List<byte[]> _comments = [];
    private bool _inHead = true;

    /// <summary>What the dump itself is.</summary>
    public DumpInventory Source { get; } = new();

    /// <summary>The roles that the statements name.</summary>
    public AccessRoles Roles { get; } = new();

    /// <inheritdoc/>
    public void Comment(in DumpComment comment)
    {
        Source.Comment(comment);
        _inHead &= !comment.Text.StartsWith("-- TOC entry "u8);
        _comments.Add(comment.Text.ToArray());
    }

    /// <inheritdoc/>
    public void Statement(in DumpStatement statement)
    {
        Source.Statement(statement);
        // The settings of the head belong to every text of pg_dump's.
        if (_inHead || (!IsOfSubscription(statement) && AccessStatement.TryRead(statement, Roles)))
        {
            WriteComments();
            WriteLine(statement.Text);
        }

        _comments.Clear();
    }

    /// <inheritdoc/>
    public void Command(in DumpCommand command)
    {
        Source.Command(command);
        WriteComments();
        WriteLine(command.Text);
    }

    /// <inheritdoc/>
    public void CopyBegins(in DumpCopyStart copy) => Source.CopyBegins(copy);

    /// <inheritdoc/>
    public void CopyEnds(in DumpCopyEnd copy) => Source.CopyEnds(copy);

    /// <inheritdoc/>
    public void Irregular(in DumpViolation violation) => Source.Irregular(violation);

    /// <inheritdoc/>
    public void TextEnds(long length, bool afterLineEnd)
    {
        Source.TextEnds(length, afterLineEnd);
        WriteComments();
    }

    /// <summary>A load leaves subscriptions out: there would be none to give an owner to.</summary>
    private static bool IsOfSubscription(in DumpStatement statement)
    {
        SqlTokens tokens = new(statement.Text, statement.Encoding, statement.StandardStrings);
        return tokens.TakeWord("alter"u8) && tokens.IsWord("subscription"u8);
    }

    private void WriteComments()
    {
        if (_comments.Count == 0)
        {
            return;
        }

        output.Write("\n"u8);
        foreach (byte[] comment in _comments)
        {
            WriteLine(comment);
        }

        output.Write("\n"u8);
        _comments.Clear();
    }

    private void WriteLine(ReadOnlySpan<byte> text)
    {
        output.Write(text);
        output.Write("\n"u8);
    }
}
