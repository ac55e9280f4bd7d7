using System.Text;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Loading;

/// <summary>
/// What a dump's text is made of, for a load in pieces. It listens while the gate reads the file, so that nothing is read twice. The source of the comments'
/// form is pg_dump's own (PostgreSQL, src/bin/pg_dump/pg_backup_archiver.c, _printTocEntry).
/// </summary>
internal sealed class LoadMap : IDumpVisitor
{
    private readonly List<LoadEntry> _entries = [];
    private readonly List<TextRange> _omitted = [];
    private readonly SortedSet<string> _subscriptions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _settings = [];
    private readonly List<byte> _preamble = [];
    private readonly List<byte> _tolerated = [];
    private bool _isPastPreamble;
    private long _end = -1;

    /// <summary>The entries, in the order of the text.</summary>
    public IReadOnlyList<LoadEntry> Entries => _entries;

    /// <summary>
    /// What is not sent, in the order of the text: psql's \restrict and \unrestrict, in whose place a load sets its own; what an older server does not know;
    /// subscriptions, which would take production's replication slots with them.
    /// </summary>
    public IReadOnlyList<TextRange> Omitted => _omitted;

    /// <summary>The subscriptions that are left out, as the dump names them.</summary>
    public IReadOnlyCollection<string> Subscriptions => _subscriptions;

    /// <summary>
    /// The comments on extensions and schemas, with the settings that a session needs to read them: they are left out of the load and sent behind it,
    /// and a server that refuses one, because the role does not own the thing, does not stop the restore. Empty where there are none.
    /// </summary>
    public byte[] ToleratedComments => _tolerated.Count == 0 ? [] : [.. _preamble, .. _tolerated];

    /// <summary>Where the <c>SET transaction_timeout</c> of pg_dump 17 and newer stands, which older servers do not know; null where there is none.</summary>
    public TextRange? TransactionTimeout { get; private set; }

    /// <summary>Whether the text is as pg_dump writes it, so that it may be loaded in pieces.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>Bytes of the text that a load sends: all but what psql's last command and the comments behind it are.</summary>
    public long Length => _end;

    /// <summary>The text before the first entry: the session's settings.</summary>
    public TextRange Preamble => new(0, _entries.Count > 0 ? _entries[0].Range.Start : _end);

    /// <inheritdoc/>
    public void Comment(in DumpComment comment)
    {
        ReadOnlySpan<byte> text = comment.Text;
        if (text.StartsWith("-- TOC entry "u8))
        {
            CloseLast(comment.Start);
            _entries.Add(new LoadEntry { Settings = [.. _settings.Values.SelectMany(setting => setting)], Range = new TextRange(comment.Start, comment.Start) });
        }
        else if (_entries.Count > 0 && _entries[^1] is { Type.Length: 0 } entry)
        {
            Describe(entry, text);
        }
    }

    /// <inheritdoc/>
    public void Statement(in DumpStatement statement)
    {
        SqlTokens tokens = new(statement.Text, statement.Encoding, statement.StandardStrings);
        _isPastPreamble |= !tokens.IsWord("set"u8) && !tokens.IsWord("select"u8);
        if (tokens.TakeWord("set"u8))
        {
            TakeSetting(statement);
        }
        else if (statement.Text.StartsWith("SELECT pg_catalog.set_config("u8))
        {
            // pg_dump writes one, in the preamble.
            IsUsable &= _entries.Count == 0;
            TakePreamble(statement.Text);
        }
        else if (statement.IsWhole && IsTolerated(tokens))
        {
            _omitted.Add(new TextRange(statement.Start, statement.End));
            _tolerated.AddRange([.. statement.Text, (byte)'\n']);
        }
        else if (IsOfSubscription(ref tokens, out string subscription))
        {
            _omitted.Add(new TextRange(statement.Start, statement.End));
            _subscriptions.Add(subscription);
        }
        else if (_entries.Count > 0 && StatementTables.Of(statement) is { Count: > 0 } tables)
        {
            IsUsable &= statement.IsWhole;
            _entries[^1].Tables.AddRange(tables);
        }
    }

    /// <inheritdoc/>
    public void Command(in DumpCommand command)
    {
        _omitted.Add(new TextRange(command.Start, command.End));
        if (command.Text.StartsWith("\\unrestrict"u8))
        {
            _end = command.Start;
        }
    }

    /// <inheritdoc/>
    public void CopyBegins(in DumpCopyStart copy)
    {
        if (_entries.Count > 0)
        {
            _entries[^1].Tables.Add(StatementTables.Key(copy.Header.Schema, copy.Header.Table));
        }
    }

    /// <inheritdoc/>
    public void CopyEnds(in DumpCopyEnd copy)
    {
    }

    /// <inheritdoc/>
    public void Irregular(in DumpViolation violation) => IsUsable = false;

    /// <inheritdoc/>
    public void TextEnds(long length, bool afterLineEnd)
    {
        _end = _end < 0 ? length : _end;
        CloseLast(_end);
        IsUsable &= _entries.All(entry => entry.Type.Length > 0);
    }

    private static bool IsTolerated(SqlTokens tokens)
        => tokens.TakeWord("comment"u8) && tokens.TakeWord("on"u8) && (tokens.IsWord("extension"u8) || tokens.IsWord("schema"u8));

    private void TakePreamble(ReadOnlySpan<byte> text)
    {
        if (!_isPastPreamble)
        {
            _preamble.AddRange([.. text, (byte)'\n']);
        }
    }

    /// <summary>Takes the name only: the statement holds a connection string, with its password.</summary>
    private static bool IsOfSubscription(ref SqlTokens tokens, out string name)
    {
        name = "";
        bool isComment = tokens.TakeWord("comment"u8) && tokens.TakeWord("on"u8);
        return (isComment || tokens.TakeWord("create"u8) || tokens.TakeWord("alter"u8)) && tokens.TakeWord("subscription"u8) && tokens.TakeName(out name);
    }

    private void CloseLast(long end)
    {
        if (_entries.Count > 0)
        {
            _entries[^1].Range = _entries[^1].Range with { End = end };
        }
    }

    /// <summary>The line below an entry's number: <c>-- Name: x; Type: TABLE; Schema: public; Owner: -</c>.</summary>
    private static void Describe(LoadEntry entry, ReadOnlySpan<byte> text)
    {
        const string Type = "; Type: ";
        if (text.StartsWith("-- Name: "u8) || text.StartsWith("-- Data for Name: "u8))
        {
            // The name, or the schema's behind it, may hold the very words: then nobody can tell which are pg_dump's.
            int begin = text.IndexOf("; Type: "u8);
            int end = text.LastIndexOf("; Schema: "u8);
            bool isClear = begin >= 0 && end > begin && text.LastIndexOf("; Type: "u8) == begin;
            entry.Type = isClear ? Encoding.ASCII.GetString(text[(begin + Type.Length)..end]) : "?";
        }
    }

    /// <summary>Settings of the preamble are made in every session; a later one holds from its place on. Each is known by its name.</summary>
    private void TakeSetting(in DumpStatement statement)
    {
        ReadOnlySpan<byte> text = statement.Text;
        if (text.StartsWith("SET transaction_timeout "u8) && _entries.Count == 0)
        {
            TransactionTimeout = new TextRange(statement.Start, statement.End);
            return;
        }

        TakePreamble(text);
        int name = text.IndexOf(" ="u8);
        if (_entries.Count > 0)
        {
            IsUsable &= name > 0 && statement.IsWhole;
            _settings[name > 0 ? Encoding.ASCII.GetString(text[..name]) : ""] = [.. text, (byte)'\n'];
        }
    }
}
