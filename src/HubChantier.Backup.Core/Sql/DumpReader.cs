namespace HubChantier.Backup.Sql;

/// <summary>
/// Takes a plain dump apart as it passes through, in pieces of any size. It reads SQL as psql does (PostgreSQL's
/// src/fe_utils/psqlscan.l): strings, dollar quotes, quoted identifiers, nested comments, parentheses and
/// <c>BEGIN ATOMIC</c> bodies, so that nothing inside them is taken for a statement, a COPY block or a psql command.
/// </summary>
/// <remarks>
/// This is a state machine over bytes because a piece may end anywhere. All encodings that a dump can have keep ASCII bytes
/// for ASCII. Long runs (COPY data, strings, comments) are skipped by vectorised searches.
/// </remarks>
public sealed class DumpReader
{
    /// <summary>How much of a statement's text is kept for the visitor, in bytes: a COPY of 1600 columns with the longest names fits.</summary>
    public const int KeptText = 256 * 1024;

    private readonly IDumpVisitor _visitor;
    private readonly CopyDataReader _copy = new();
    private readonly StatementWords _words = new();
    private readonly DollarTag _tag = new();
    private readonly byte[] _text = new byte[KeptText];
    private int _textLength;
    private State _state = State.Code;
    private bool _escapes;
    private bool _standardStrings = true;
    private int _commentDepth;
    private int _parentheses;
    private bool _inStatement;
    private long _start;
    private int _capture = -1;

    /// <summary>Makes a reader.</summary>
    public DumpReader(IDumpVisitor visitor) => _visitor = visitor;

    private enum State
    {
        Code,
        Dash,
        Slash,
        LineComment,
        BlockComment,
        BlockStar,
        BlockSlash,
        Quote,
        QuoteEscape,
        QuoteEnd,
        Identifier,
        Tag,
        Dollar,
        Command,
        AfterCopy,
        CopyData,
    }

    /// <summary>Bytes read so far.</summary>
    public long Position { get; private set; }

    /// <summary>Whether the text so far ends between two things: no statement, string, comment or COPY block is open.</summary>
    public bool AtTopLevel => _state == State.Code && !_inStatement;

    /// <summary>Reads the next piece.</summary>
    public void Read(ReadOnlySpan<byte> chunk)
    {
        if (_capture >= 0)
        {
            _capture = 0;
        }

        int i = 0;
        while (i < chunk.Length)
        {
            i = Step(chunk, i);
        }

        Keep(chunk, chunk.Length);
        Position += chunk.Length;
    }

    /// <summary>Says that the text has ended: a last line without its end counts.</summary>
    public void Complete()
    {
        if (_state is State.LineComment or State.Command)
        {
            _capture = 0;
            EndLine([], 0);
        }
    }

    /// <summary>Handles the byte at <paramref name="i"/>, or a run that begins there; returns where to go on.</summary>
    private int Step(ReadOnlySpan<byte> chunk, int i)
    {
        byte b = chunk[i];
        switch (_state)
        {
            case State.Code:
                return Code(chunk, i, b);
            case State.Dash:
                return Second(chunk, i, b == (byte)'-', State.LineComment);
            case State.Slash:
                _commentDepth = 1;
                return Second(chunk, i, b == (byte)'*', State.BlockComment);
            case State.LineComment or State.Command:
                return SkipTo(chunk, i, (byte)'\n', out int lineEnd) ? EndLine(chunk, lineEnd) : chunk.Length;
            case State.BlockComment or State.BlockStar or State.BlockSlash:
                return BlockComment(chunk, i, b);
            case State.Quote:
                return Quote(chunk, i);
            case State.QuoteEscape:
                _state = State.Quote;
                return i + 1;
            case State.QuoteEnd:
                // A doubled quote is a quote in the string.
                _state = b == (byte)'\'' ? State.Quote : State.Code;
                return b == (byte)'\'' ? i + 1 : i;
            case State.Identifier:
                if (!SkipTo(chunk, i, (byte)'"', out int identifierEnd))
                {
                    return chunk.Length;
                }

                // A doubled quote ends one part and begins the next: the same to us.
                _state = State.Code;
                return identifierEnd + 1;
            case State.Tag:
                return Tag(i, b);
            case State.Dollar:
                if (_tag.FindEnd(chunk[i..], out int read))
                {
                    _state = State.Code;
                }

                return i + read;
            case State.AfterCopy:
                if (b == (byte)'\n')
                {
                    _state = State.CopyData;
                    _start = Position + i + 1;
                    _copy.Begin();
                }

                return i + 1;
            default:
                return CopyData(chunk, i);
        }
    }

    private int Code(ReadOnlySpan<byte> chunk, int i, byte b)
    {
        if (StatementWords.IsWordByte(b))
        {
            Begin(i);
            _words.Add(b);
            return i + 1;
        }

        // '$' goes on a word, and else may begin a dollar quote.
        if (b == (byte)'$')
        {
            Begin(i);
            if (!_words.InWord)
            {
                _tag.Begin();
                _state = State.Tag;
            }

            return i + 1;
        }

        bool afterE = _words.EndWord(_parentheses);
        switch (b)
        {
            case (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r' or (byte)'\f' or (byte)'\v':
                return i + 1;
            case (byte)'\'':
                Begin(i);
                _escapes = afterE || !_standardStrings;
                _state = State.Quote;
                return i + 1;
            case (byte)'"':
                Begin(i);
                _state = State.Identifier;
                return i + 1;
            case (byte)'-':
                BeginMaybeComment(i);
                _state = State.Dash;
                return i + 1;
            case (byte)'/':
                BeginMaybeComment(i);
                _state = State.Slash;
                return i + 1;
            case (byte)'\\':
                // psql takes it for a command even in the middle of a statement.
                DropText();
                _parentheses = 0;
                _words.EndStatement();
                StartText(i);
                _state = State.Command;
                return i + 1;
            case (byte)'(':
                Begin(i);
                _parentheses++;
                return i + 1;
            case (byte)')':
                Begin(i);
                _parentheses = Math.Max(0, _parentheses - 1);
                return i + 1;
            case (byte)';' when _parentheses == 0 && !_words.InBody:
                Begin(i);
                return EndStatement(chunk, i + 1);
            default:
                Begin(i);
                return i + 1;
        }
    }

    /// <summary>After a byte that begins a comment only together with its next.</summary>
    private int Second(ReadOnlySpan<byte> chunk, int i, bool isComment, State comment)
    {
        if (isComment)
        {
            _state = comment;
            return i + 1;
        }

        // It was an operator, part of a statement.
        _inStatement = true;
        _state = State.Code;
        return i;
    }

    private int BlockComment(ReadOnlySpan<byte> chunk, int i, byte b)
    {
        if (_state == State.BlockStar && b == (byte)'/')
        {
            _commentDepth--;
            _state = _commentDepth == 0 ? State.Code : State.BlockComment;
            if (_state == State.Code && !_inStatement)
            {
                DropText();
            }

            return i + 1;
        }

        if (_state == State.BlockSlash && b == (byte)'*')
        {
            _commentDepth++;
            _state = State.BlockComment;
            return i + 1;
        }

        _state = State.BlockComment;
        int next = chunk[i..].IndexOfAny((byte)'*', (byte)'/');
        if (next < 0)
        {
            return chunk.Length;
        }

        _state = chunk[i + next] == (byte)'*' ? State.BlockStar : State.BlockSlash;
        return i + next + 1;
    }

    private int Quote(ReadOnlySpan<byte> chunk, int i)
    {
        int next = _escapes ? chunk[i..].IndexOfAny((byte)'\'', (byte)'\\') : chunk[i..].IndexOf((byte)'\'');
        if (next < 0)
        {
            return chunk.Length;
        }

        _state = chunk[i + next] == (byte)'\'' ? State.QuoteEnd : State.QuoteEscape;
        return i + next + 1;
    }

    private int Tag(int i, byte b)
    {
        switch (_tag.Add(b))
        {
            case DollarTagResult.Open:
                _state = State.Dollar;
                return i + 1;
            case DollarTagResult.More:
                return i + 1;
            default:
                // A parameter ($1) or an operator: what follows is read as code.
                _state = State.Code;
                return i;
        }
    }

    private int CopyData(ReadOnlySpan<byte> chunk, int i)
    {
        bool ended = _copy.Read(chunk[i..], out int read);
        if (ended)
        {
            // The closing line is \. with its line end: three bytes, which may lie in two pieces.
            _visitor.OnCopyData(_start, Position + i + read - 3, _copy.Rows);
            _state = State.Code;
        }

        return i + read;
    }

    /// <summary>A statement begins here unless it has begun.</summary>
    private void Begin(int i)
    {
        if (_inStatement)
        {
            return;
        }

        _inStatement = true;
        StartText(i);
    }

    /// <summary>A comment, a command or an operator begins here: its text is kept from here unless a statement's is kept already.</summary>
    private void BeginMaybeComment(int i)
    {
        if (!_inStatement)
        {
            StartText(i);
        }
    }

    private void StartText(int i)
    {
        _start = Position + i;
        _textLength = 0;
        _capture = i;
    }

    private int EndStatement(ReadOnlySpan<byte> chunk, int end)
    {
        Keep(chunk, end);
        ReadOnlySpan<byte> text = _text.AsSpan(0, _textLength);
        _visitor.OnStatement(_start, Position + end, text);
        if (StatementKind.SetsStandardStrings(text) is { } standard)
        {
            _standardStrings = standard;
        }

        _state = StatementKind.IsCopyFromStdin(text) ? State.AfterCopy : State.Code;
        DropText();
        _words.EndStatement();
        return end;
    }

    private int EndLine(ReadOnlySpan<byte> chunk, int end)
    {
        bool isCommand = _state == State.Command;
        _state = State.Code;
        if (!isCommand && _inStatement)
        {
            return end;
        }

        Keep(chunk, end);
        ReadOnlySpan<byte> text = _text.AsSpan(0, _textLength).TrimEnd((byte)'\r');
        if (isCommand)
        {
            _visitor.OnCommand(_start, text);
        }
        else
        {
            _visitor.OnComment(_start, text);
        }

        DropText();
        return end;
    }

    /// <summary>Keeps the text up to here, as far as there is room.</summary>
    private void Keep(ReadOnlySpan<byte> chunk, int end)
    {
        if (_capture < 0)
        {
            return;
        }

        ReadOnlySpan<byte> more = chunk[_capture..end];
        int count = Math.Min(more.Length, KeptText - _textLength);
        more[..count].CopyTo(_text.AsSpan(_textLength));
        _textLength += count;
        _capture = end;
    }

    private void DropText()
    {
        _inStatement = false;
        _capture = -1;
        _textLength = 0;
    }

    private static bool SkipTo(ReadOnlySpan<byte> chunk, int i, byte wanted, out int found)
    {
        int next = chunk[i..].IndexOf(wanted);
        found = i + next;
        return next >= 0;
    }
}
