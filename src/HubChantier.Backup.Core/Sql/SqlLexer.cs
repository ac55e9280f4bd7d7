namespace HubChantier.Backup.Sql;

/// <summary>
/// Cuts SQL into statements, comments and psql commands as psql does (PostgreSQL's src/fe_utils/psqlscan.l), for text in pieces of any size.
/// It knows nothing of COPY data: whoever drives it stops it after the header.
/// </summary>
/// <remarks>
/// One difference is meant: psql joins <c>E'a'</c> and <c>'b'</c> on the other side of a lone carriage return. Nothing of pg_dump's has one outside
/// quotes, so it is told as <see cref="SqlEvent.Ambiguous"/> instead.
/// </remarks>
internal sealed class SqlLexer
{
    private readonly RoutineBody _body = new();
    private readonly DollarQuote _dollar = new();
    private readonly WordText _word = new();
    private QuotedText _quoted;
    private BlockComment _block;
    private NumberText _number;
    private SqlState _state;
    private int _parentheses;

    /// <summary>Whether a backslash in a plain <c>'…'</c> is a backslash.</summary>
    public bool StandardStrings { get; set; } = true;

    /// <summary>What the text so far is in the midst of.</summary>
    public SqlItem Item { get; private set; }

    /// <summary>Whether the item is finished if the text ends here: a <c>--</c> comment or a command, which their line's end would end.</summary>
    public bool IsFinishedByEnd => _state is SqlState.LineComment or SqlState.Command && Item is SqlItem.Comment or SqlItem.Command;

    /// <summary>Whether the text so far is in the midst of a psql command inside a statement.</summary>
    public bool IsInInnerCommand => _state == SqlState.Command && Item == SqlItem.Statement;

    /// <summary>Goes on from <paramref name="at"/> to the next event or to the end of the text.</summary>
    public SqlEvent Next(ReadOnlySpan<byte> text, ref int at)
    {
        while (at < text.Length)
        {
            SqlEvent met = _state switch
            {
                SqlState.Ground => Ground(text, ref at),
                SqlState.CarriageReturn => AfterCarriageReturn(text[at]),
                SqlState.Word => Word(text, ref at),
                SqlState.UnicodePrefix => AfterUnicodePrefix(text[at], ref at),
                SqlState.Number => Number(text, ref at),
                SqlState.Quoted => Back(_quoted.Skip(text, ref at)),
                SqlState.DollarTag => DollarTag(text, ref at),
                SqlState.DollarBody => Back(_dollar.SkipBody(text, ref at)),
                SqlState.Dash or SqlState.Slash => AfterMark(text[at], ref at),
                SqlState.LineComment => LineComment(text, ref at),
                SqlState.BlockComment => _block.Skip(text, ref at) ? EndComment() : SqlEvent.None,
                SqlState.Colon => AfterColon(text[at], ref at),
                SqlState.Variable => Variable(text, ref at),
                _ => Command(text, ref at),
            };
            if (met != SqlEvent.None)
            {
                return met;
            }
        }
        return SqlEvent.None;
    }

    private SqlEvent Ground(ReadOnlySpan<byte> text, ref int at)
    {
        for (; at < text.Length; at++)
        {
            SqlByte kind = SqlBytes.KindOf(text[at]);
            if (kind == SqlByte.Blank || (kind == SqlByte.Other && Item == SqlItem.Statement))
            {
                continue;
            }
            if (kind == SqlByte.CarriageReturn)
            {
                return Enter(SqlState.CarriageReturn, ref at);
            }
            if (Item == SqlItem.None)
            {
                Item = kind switch
                {
                    SqlByte.Dash or SqlByte.Slash => SqlItem.Undecided,
                    SqlByte.Backslash => SqlItem.Command,
                    _ => SqlItem.Statement,
                };
                return SqlEvent.ItemBegins;
            }
            switch (kind)
            {
                case SqlByte.Letter:
                    _word.Clear();
                    _state = SqlState.Word;
                    return SqlEvent.None;
                case SqlByte.Digit:
                    _number = default;
                    _state = SqlState.Number;
                    return SqlEvent.None;
                case SqlByte.Quote or SqlByte.DoubleQuote:
                    _quoted = kind == SqlByte.DoubleQuote ? QuotedText.Name() : StandardStrings ? QuotedText.Plain() : QuotedText.Escaped();
                    return Enter(SqlState.Quoted, ref at);
                case SqlByte.Dollar:
                    _dollar.Begin();
                    return Enter(SqlState.DollarTag, ref at);
                case SqlByte.Dash:
                    return Enter(SqlState.Dash, ref at);
                case SqlByte.Slash:
                    return Enter(SqlState.Slash, ref at);
                case SqlByte.Colon:
                    return Enter(SqlState.Colon, ref at);
                case SqlByte.Backslash:
                    _state = SqlState.Command;
                    return Item == SqlItem.Command ? SqlEvent.None : SqlEvent.InnerCommandBegins;
                case SqlByte.OpenParenthesis:
                    _parentheses++;
                    break;
                case SqlByte.CloseParenthesis:
                    _parentheses = Math.Max(0, _parentheses - 1);
                    break;
                case SqlByte.Semicolon when _parentheses == 0 && _body.Depth == 0:
                    at++;
                    _body.EndStatement();
                    Item = SqlItem.None;
                    return SqlEvent.StatementEnds;
                default:
                    break;
            }
        }
        return SqlEvent.None;
    }

    private SqlEvent AfterCarriageReturn(byte next)
    {
        _state = SqlState.Ground;
        return next == (byte)'\n' ? SqlEvent.None : SqlEvent.Ambiguous;
    }

    private SqlEvent Word(ReadOnlySpan<byte> text, ref int at)
    {
        ReadOnlySpan<byte> word = _word.Read(text, ref at);
        return at < text.Length ? EndWord(word, text[at], ref at) : SqlEvent.None;
    }

    // A single letter right before a quote belongs to the string: E'…', B'…', X'…', N'…', U&'…', U&"…".
    private SqlEvent EndWord(ReadOnlySpan<byte> word, byte next, ref int at)
    {
        int letter = word.Length == 1 ? word[0] | 0x20 : 0;
        if (next == (byte)'\'' && letter is 'e' or 'b' or 'x')
        {
            _quoted = letter == 'e' ? QuotedText.Escaped() : QuotedText.Bits();
            return Enter(SqlState.Quoted, ref at);
        }
        if (next == (byte)'&' && letter == 'u')
        {
            return Enter(SqlState.UnicodePrefix, ref at);
        }
        _state = SqlState.Ground;
        if (next != (byte)'\'' || letter != 'n')
        {
            _body.Word(word, insideParentheses: _parentheses > 0);
        }
        return SqlEvent.None;
    }

    private SqlEvent AfterUnicodePrefix(byte next, ref int at)
    {
        if (next is not ((byte)'\'' or (byte)'"'))
        {
            _state = SqlState.Ground;
            return SqlEvent.None;
        }
        _quoted = next == (byte)'"' ? QuotedText.Name() : QuotedText.Plain();
        return Enter(SqlState.Quoted, ref at);
    }

    private SqlEvent Number(ReadOnlySpan<byte> text, ref int at)
    {
        if (!_number.Skip(text, ref at, out bool ambiguous))
        {
            return SqlEvent.None;
        }
        _state = SqlState.Ground;
        return ambiguous ? SqlEvent.Ambiguous : SqlEvent.None;
    }

    private SqlEvent DollarTag(ReadOnlySpan<byte> text, ref int at)
    {
        if (!_dollar.ReadTag(text, ref at, out bool opened))
        {
            return SqlEvent.None;
        }
        if (opened)
        {
            _state = SqlState.DollarBody;
            return SqlEvent.None;
        }
        _state = SqlState.Ground;
        if (_dollar.IsTooLong)
        {
            return SqlEvent.Ambiguous;
        }
        // The dollar opened nothing: what follows it is read as if it were not there.
        return _dollar.Tag.IsEmpty ? SqlEvent.None : EndWord(_dollar.Tag, text[at], ref at);
    }

    private SqlEvent AfterMark(byte next, ref int at)
    {
        SqlState comment = (_state, next) switch
        {
            (SqlState.Dash, (byte)'-') => SqlState.LineComment,
            (SqlState.Slash, (byte)'*') => SqlState.BlockComment,
            _ => SqlState.Ground,
        };
        if (Item == SqlItem.Undecided)
        {
            Item = comment == SqlState.Ground ? SqlItem.Statement : SqlItem.Comment;
        }
        if (comment == SqlState.Ground)
        {
            _state = comment;
            return SqlEvent.None;
        }
        _block = default;
        return Enter(comment, ref at);
    }

    private SqlEvent LineComment(ReadOnlySpan<byte> text, ref int at) =>
        StepTo(text[at..].IndexOfAny((byte)'\n', (byte)'\r'), text, ref at) ? EndComment() : SqlEvent.None;

    private SqlEvent EndComment()
    {
        _state = SqlState.Ground;
        if (Item != SqlItem.Comment)
        {
            return SqlEvent.None;
        }
        Item = SqlItem.None;
        return SqlEvent.CommentEnds;
    }

    // A colon before a name is a psql variable, and the name no word: BEGIN in a[1:begin] opens nothing.
    private SqlEvent AfterColon(byte next, ref int at)
    {
        if (SqlBytes.IsTagPart(next))
        {
            return Enter(SqlState.Variable, ref at);
        }
        _state = SqlState.Ground;
        if (next is (byte)':' or (byte)'=')
        {
            at++;
        }
        return next == (byte)'{' ? SqlEvent.Ambiguous : SqlEvent.None;
    }

    private SqlEvent Variable(ReadOnlySpan<byte> text, ref int at)
    {
        while (at < text.Length && SqlBytes.IsTagPart(text[at]))
        {
            at++;
        }
        _state = at < text.Length ? SqlState.Ground : SqlState.Variable;
        return SqlEvent.None;
    }

    private SqlEvent Command(ReadOnlySpan<byte> text, ref int at)
    {
        if (!StepTo(text[at..].IndexOf((byte)'\n'), text, ref at))
        {
            return SqlEvent.None;
        }
        _state = SqlState.Ground;
        if (Item != SqlItem.Command)
        {
            return SqlEvent.InnerCommandEnds;
        }
        Item = SqlItem.None;
        return SqlEvent.CommandEnds;
    }

    private static bool StepTo(int found, ReadOnlySpan<byte> text, ref int at)
    {
        at = found < 0 ? text.Length : at + found;
        return found >= 0;
    }

    private SqlEvent Enter(SqlState state, ref int at)
    {
        at++;
        _state = state;
        return SqlEvent.None;
    }

    private SqlEvent Back(bool over)
    {
        _state = over ? SqlState.Ground : _state;
        return SqlEvent.None;
    }
}
