namespace HubChantier.Backup.Sql;

/// <summary>What a dump holds, and whether it is whole and harmless: all that a manifest says of it and a gate asks.</summary>
public sealed class DumpInventory : IDumpVisitor
{
    private readonly TableTally _tables = new();
    private readonly List<HubSequence> _sequences = [];
    private readonly ViolationList _violations = new();
    private readonly LargeObjectTally _largeObjects = new();
    private readonly RestrictWatch _restrict = new();
    private readonly TrailerWatch _trailer = new();
    private bool _inTransaction;
    private bool _pastHeader;
    private bool _unfinished;
    private bool _endsWell;

    /// <summary>The tables with a COPY block, in the order of their first one; blocks of one table are summed.</summary>
    public IReadOnlyList<HubTable> Tables => _tables.Sums;

    /// <summary>The sequences and the values that the dump sets them to, in the order of the text.</summary>
    public IReadOnlyList<HubSequence> Sequences => _sequences;

    /// <summary>How many large objects the dump creates, and the bytes it writes into them.</summary>
    public HubLargeObjects LargeObjects => _largeObjects.ToModel();

    /// <summary>How many constraints the dump declares NOT VALID: they were not checked against the rows before them.</summary>
    public int NotValidConstraints { get; private set; }

    /// <summary>How many materialised views the dump fills; it leaves empty those that were.</summary>
    public int RefreshedViews { get; private set; }

    /// <summary>
    /// Whether the text is whole: it ended, with a line end, after the trailer that pg_dump writes last, and, if it began with <c>\restrict</c>, after
    /// the <c>\unrestrict</c> of the same token; nothing else came after the trailer, and nothing was open.
    /// </summary>
    public bool IsComplete => _endsWell && !_unfinished && !_inTransaction && _trailer.IsSeen && _restrict.IsBalanced;

    /// <summary>Whether the text has a <c>\restrict</c>, which psql knows since 13.22, 14.19, 15.14, 16.10, 17.6.</summary>
    public bool UsesRestrict => _restrict.IsUsed;

    /// <summary>Version of the server that was dumped, such as <c>15.18</c>; null if the head of the text does not say.</summary>
    public string? ServerVersion { get; private set; }

    /// <summary>Version of the pg_dump that wrote the text, such as <c>15.18</c>; null if its head does not say.</summary>
    public string? PgDumpVersion { get; private set; }

    /// <summary>Encoding of the text by PostgreSQL's name, such as <c>UTF8</c>; null if the text does not set one.</summary>
    public string? Encoding { get; private set; }

    /// <summary>Bytes in the text, once it has ended.</summary>
    public long Length { get; private set; }

    /// <summary>What pg_dump would not have written, in the order of finding; the first hundred of them.</summary>
    public IReadOnlyList<DumpViolation> Violations => _violations.Kept;

    /// <summary>How many violations there are, with those that were not kept.</summary>
    public long ViolationCount => _violations.Count;

    /// <inheritdoc/>
    public void Comment(in DumpComment comment)
    {
        _trailer.Comment(comment.Text);
        if (!_pastHeader)
        {
            ServerVersion ??= Version(comment.Text, "-- Dumped from database version "u8);
            PgDumpVersion ??= Version(comment.Text, "-- Dumped by pg_dump version "u8);
        }
    }

    /// <inheritdoc/>
    public void Statement(in DumpStatement statement)
    {
        _pastHeader = true;
        _trailer.Reset();
        if (Judge(statement) is DumpViolationKind kind)
        {
            _violations.Add(new DumpViolation(kind, statement.Start, SafeText.Excerpt(statement.Text, statement.Encoding)));
        }
    }

    /// <inheritdoc/>
    public void Command(in DumpCommand command)
    {
        bool expected = !command.InsideStatement
            && (_trailer.IsSeen ? _restrict.Lift(command.Text) : !_pastHeader && _restrict.Begin(command.Text));
        if (!expected)
        {
            _trailer.Reset();
            _violations.Add(new DumpViolation(
                DumpViolationKind.PsqlCommand, command.Start, SafeText.Excerpt(command.Text, command.Encoding)));
        }
    }

    /// <inheritdoc/>
    public void CopyBegins(in DumpCopyStart copy)
    {
    }

    /// <inheritdoc/>
    public void CopyEnds(in DumpCopyEnd copy) => _tables.Add(copy);

    /// <inheritdoc/>
    public void Irregular(in DumpViolation violation)
    {
        _unfinished |= violation.Kind == DumpViolationKind.Unfinished;
        _violations.Add(violation);
    }

    /// <inheritdoc/>
    public void TextEnds(long length, bool afterLineEnd)
    {
        Length = length;
        _endsWell = afterLineEnd;
    }

    private static string? Version(ReadOnlySpan<byte> comment, ReadOnlySpan<byte> label)
    {
        if (!comment.StartsWith(label))
        {
            return null;
        }
        ReadOnlySpan<byte> version = comment[label.Length..];
        int end = version.IndexOf((byte)' ');
        return SafeText.Excerpt(end < 0 ? version : version[..end], System.Text.Encoding.ASCII);
    }

    // Takes from a statement what it says, and tells what is wrong with it, or null.
    private DumpViolationKind? Judge(in DumpStatement statement)
    {
        var tokens = new SqlTokens(statement.Text, statement.Encoding, statement.StandardStrings);
        if (_inTransaction)
        {
            return JudgeInTransaction(statement, ref tokens);
        }
        if (tokens.IsWord("select"u8))
        {
            return ReadCall(statement, ref tokens);
        }
        if (tokens.IsWord("copy"u8))
        {
            return statement.IsWhole && CopyHeader.TryParse(statement.Text, statement.Encoding) is { IsPlain: true }
                ? null
                : DumpViolationKind.ForeignCopy;
        }
        if (SettingRule.Concerns(tokens))
        {
            DumpViolationKind? wrong = SettingRule.Judge(statement, out string? encoding);
            Encoding = encoding ?? Encoding;
            return wrong;
        }
        if (!TransactionRule.Concerns(tokens))
        {
            Tally(statement, tokens);
            return null;
        }
        _inTransaction = tokens.TakeWord("begin"u8) && tokens.TakeEnd();
        return _inTransaction ? null : DumpViolationKind.TransactionControl;
    }

    // ALTER TABLE or ALTER DOMAIN … ADD CONSTRAINT … NOT VALID; the two words come last, and nowhere else in what pg_dump writes.
    private void Tally(in DumpStatement statement, SqlTokens tokens)
    {
        if (tokens.TakeWord("refresh"u8))
        {
            RefreshedViews += tokens.TakeWord("materialized"u8) ? 1 : 0;
        }
        else if (tokens.TakeWord("alter"u8) && (tokens.TakeWord("table"u8) || tokens.TakeWord("domain"u8)))
        {
            NotValidConstraints += statement.Text.EndsWith(" NOT VALID;"u8) ? 1 : 0;
        }
    }

    // pg_dump's own transactions hold the data of large objects and nothing else.
    private DumpViolationKind? JudgeInTransaction(in DumpStatement statement, ref SqlTokens tokens)
    {
        if (tokens.TakeWord("commit"u8) && tokens.TakeEnd())
        {
            _inTransaction = false;
            return null;
        }
        return statement.IsWhole && CatalogCall.TryBegin(ref tokens) && _largeObjects.TakeData(ref tokens)
            ? null
            : DumpViolationKind.TransactionControl;
    }

    private DumpViolationKind? ReadCall(in DumpStatement statement, ref SqlTokens tokens)
    {
        if (statement.IsWhole && CatalogCall.TryBegin(ref tokens))
        {
            if (CatalogCall.TryReadSetval(ref tokens, statement) is HubSequence sequence)
            {
                _sequences.Add(sequence);
                return null;
            }
            if (_largeObjects.TakeCreation(ref tokens) || CatalogCall.SetsSearchPath(ref tokens))
            {
                return null;
            }
        }
        return SettingRule.IsHiddenIn(statement.Text) ? DumpViolationKind.SessionSetting : null;
    }
}
