namespace HubChantier.Backup.Sql;

/// <summary>
/// Reads the text of a plain dump as it passes through, in chunks of any size, and tells a visitor what it holds. It reads the text as psql will:
/// strings, dollar quotes, quoted identifiers and routine bodies hide what is in them, and COPY data ends at its <c>\.</c> only.
/// </summary>
/// <param name="visitor">Who is told.</param>
public sealed class DumpReader(IDumpVisitor visitor)
{
    /// <summary>
    /// Most bytes of an item that the visitor is shown: 2 MiB, ten times the longest COPY header (1,600 columns of 63 quotes) and far more than a
    /// piece of a large object (16 KiB, two digits a byte). As much memory is taken only by a dump that has such an item.
    /// </summary>
    public const int RetainedBytes = 2 * 1024 * 1024;

    private readonly SqlLexer _lexer = new();
    private readonly DumpSession _session = new();
    private readonly CopyData _copyData = new();
    private readonly RetainedText _item = new(RetainedBytes);
    private readonly RetainedText _innerCommand = new(RetainedBytes);
    private Mode _mode;
    private long _itemStart;
    private long _innerCommandStart;
    private long _statementStart;
    private long _firstNul = -1;
    private CopyHeader? _copy;
    private long _dataStart;
    private bool _viaPartitionRoot;
    private bool _lineOfCopyTold;
    private bool _afterLineEnd = true;
    private bool _completed;

    private enum Mode : byte
    {
        Sql,
        LineOfCopy,
        CopyData,
    }

    /// <summary>Bytes read so far; during a call of the visitor, those before the current chunk.</summary>
    public long Position { get; private set; }

    /// <summary>Whether the text so far ends between two things: no statement, comment, command or COPY data is open.</summary>
    public bool AtTopLevel => _mode == Mode.Sql && _lexer.Item == SqlItem.None;

    /// <summary>Reads the next bytes of the text.</summary>
    /// <param name="chunk">The bytes; not needed after the call.</param>
    /// <exception cref="InvalidOperationException">The text was completed.</exception>
    public void Read(ReadOnlySpan<byte> chunk)
    {
        ThrowIfCompleted();
        if (chunk.IsEmpty)
        {
            return;
        }
        LookForNul(chunk);
        int at = 0;
        while (at < chunk.Length)
        {
            switch (_mode)
            {
                case Mode.Sql:
                    ReadSql(chunk, ref at);
                    break;
                case Mode.LineOfCopy:
                    ReadLineOfCopy(chunk, ref at);
                    break;
                default:
                    ReadCopyData(chunk, ref at);
                    break;
            }
        }
        _item.EndChunk(chunk);
        _innerCommand.EndChunk(chunk);
        _afterLineEnd = chunk[^1] == (byte)'\n';
        Position += chunk.Length;
    }

    /// <summary>The text is over: tells the visitor of what is unfinished, and of the end.</summary>
    /// <exception cref="InvalidOperationException">The text was completed already.</exception>
    public void Complete()
    {
        ThrowIfCompleted();
        _completed = true;
        if (_lexer.IsInInnerCommand)
        {
            EndItem(SqlEvent.InnerCommandEnds, [], 0);
        }
        if (_mode != Mode.Sql)
        {
            Tell(DumpViolationKind.Unfinished, _statementStart, []);
        }
        else if (_lexer.IsFinishedByEnd)
        {
            EndItem(_lexer.Item == SqlItem.Comment ? SqlEvent.CommentEnds : SqlEvent.CommandEnds, [], 0);
        }
        else if (_lexer.Item != SqlItem.None)
        {
            Tell(DumpViolationKind.Unfinished, _itemStart, _item.End([], 0));
        }
        if (_firstNul >= 0)
        {
            Tell(DumpViolationKind.NulByte, _firstNul, []);
        }
        visitor.TextEnds(Position, _afterLineEnd);
    }

    private void ReadSql(ReadOnlySpan<byte> chunk, ref int at)
    {
        int lineEnd = _session.ChangesAtLineEnd ? chunk[at..].IndexOf((byte)'\n') : -1;
        ReadOnlySpan<byte> text = lineEnd < 0 ? chunk : chunk[..(at + lineEnd + 1)];
        while (at < text.Length && _mode == Mode.Sql)
        {
            SqlEvent met = _lexer.Next(text, ref at);
            switch (met)
            {
                case SqlEvent.None:
                    break;
                case SqlEvent.ItemBegins:
                    _itemStart = Position + at;
                    _item.Begin(at);
                    break;
                case SqlEvent.InnerCommandBegins:
                    _innerCommandStart = Position + at;
                    _innerCommand.Begin(at);
                    break;
                case SqlEvent.Ambiguous:
                    Tell(DumpViolationKind.AmbiguousText, Position + at, _lexer.Item == SqlItem.None ? [] : _item.UpTo(chunk, at));
                    break;
                default:
                    EndItem(met, chunk, at);
                    if (met == SqlEvent.StatementEnds && _session.ChangesAtLineEnd)
                    {
                        return;
                    }
                    break;
            }
        }
        if (lineEnd >= 0 && at == text.Length)
        {
            EndLine();
        }
    }

    private void EndLine()
    {
        _session.EndLine();
        _lexer.StandardStrings = _session.StandardStrings;
    }

    private void EndItem(SqlEvent met, ReadOnlySpan<byte> chunk, int at)
    {
        long end = Position + at;
        switch (met)
        {
            case SqlEvent.CommentEnds:
                var comment = new DumpComment { Start = _itemStart, End = end, Text = _item.End(chunk, at), Encoding = _session.Encoding };
                _viaPartitionRoot |= comment.Text.StartsWith("-- load via partition root "u8);
                visitor.Comment(comment);
                break;
            case SqlEvent.StatementEnds:
                EndStatement(_item.End(chunk, at), end);
                break;
            default:
                bool inside = met == SqlEvent.InnerCommandEnds;
                visitor.Command(new DumpCommand
                {
                    Start = inside ? _innerCommandStart : _itemStart,
                    End = end,
                    Text = (inside ? _innerCommand : _item).End(chunk, at),
                    Encoding = _session.Encoding,
                    InsideStatement = inside,
                });
                break;
        }
    }

    private void EndStatement(ReadOnlySpan<byte> text, long end)
    {
        _statementStart = _itemStart;
        visitor.Statement(new DumpStatement
        {
            Start = _itemStart,
            End = end,
            Text = text,
            Encoding = _session.Encoding,
            StandardStrings = _session.StandardStrings,
        });
        _copy = CopyHeader.TryParse(text, _session.Encoding);
        if (_copy is not null)
        {
            _mode = Mode.LineOfCopy;
            _lineOfCopyTold = false;
            return;
        }
        _viaPartitionRoot = false;
        _session.Follow(text);
    }

    // psql has read this line by now, takes the data from the next one, and carries out afterwards what else stood here: nothing, in a dump.
    private void ReadLineOfCopy(ReadOnlySpan<byte> chunk, ref int at)
    {
        int end = chunk[at..].IndexOf((byte)'\n');
        ReadOnlySpan<byte> rest = end < 0 ? chunk[at..] : chunk.Slice(at, end);
        int other = rest.IndexOfAnyExcept(" \t\r"u8);
        if (other >= 0 && !_lineOfCopyTold)
        {
            _lineOfCopyTold = true;
            Tell(DumpViolationKind.AmbiguousText, Position + at + other, []);
        }
        at += rest.Length;
        if (end >= 0)
        {
            at++;
            EndLine();
            BeginCopyData(Position + at);
        }
    }

    private void BeginCopyData(long start)
    {
        _mode = Mode.CopyData;
        _dataStart = start;
        _copyData.Begin();
        visitor.CopyBegins(new DumpCopyStart(_copy!, _statementStart, start, _viaPartitionRoot));
        _viaPartitionRoot = false;
    }

    private void ReadCopyData(ReadOnlySpan<byte> chunk, ref int at)
    {
        if (!_copyData.Skip(chunk, ref at))
        {
            return;
        }
        long end = Position + at;
        visitor.CopyEnds(new DumpCopyEnd(_copy!, _dataStart, end - _copyData.ClosingLength, end, _copyData.Rows));
        _copy = null;
        _mode = Mode.Sql;
    }

    private void LookForNul(ReadOnlySpan<byte> chunk)
    {
        if (_firstNul < 0)
        {
            int found = chunk.IndexOf((byte)0);
            _firstNul = found < 0 ? -1 : Position + found;
        }
    }

    private void Tell(DumpViolationKind kind, long offset, ReadOnlySpan<byte> text) =>
        visitor.Irregular(new DumpViolation(kind, offset, SafeText.Excerpt(text, _session.Encoding)));

    private void ThrowIfCompleted()
    {
        if (_completed)
        {
            throw new InvalidOperationException("The text was completed.");
        }
    }
}
