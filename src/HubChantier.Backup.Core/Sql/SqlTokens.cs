using System.Globalization;
using System.Text;

namespace HubChantier.Backup.Sql;

/// <summary>Reads one statement token by token: enough for the simple statements of pg_dump that matter here.</summary>
internal ref struct SqlTokens
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly Encoding _encoding;
    private readonly bool _standardStrings;
    private int _at;
    private int _start;
    private bool _escaped;

    /// <summary>Stands at the first token.</summary>
    public SqlTokens(ReadOnlySpan<byte> text, Encoding encoding, bool standardStrings)
    {
        _text = text;
        _encoding = encoding;
        _standardStrings = standardStrings;
        Advance();
    }

    /// <summary>What the current token is.</summary>
    public SqlTokenKind Kind { get; private set; }

    /// <summary>Where in the statement the current token begins, in bytes.</summary>
    public readonly int Start => _start;

    /// <summary>The current token as it is written, quotes included.</summary>
    public readonly ReadOnlySpan<byte> Raw => _text[_start.._at];

    /// <summary>Whether the current token is this word, in any case.</summary>
    public readonly bool IsWord(ReadOnlySpan<byte> word) => Kind == SqlTokenKind.Word && Ascii.EqualsIgnoreCase(Raw, word);

    /// <summary>Whether the current token is this character.</summary>
    public readonly bool IsSymbol(char symbol) => Kind == SqlTokenKind.Symbol && Raw[0] == symbol;

    /// <summary>Steps over this word if it comes next.</summary>
    public bool TakeWord(ReadOnlySpan<byte> word) => TakeIf(IsWord(word));

    /// <summary>Steps over this character if it comes next.</summary>
    public bool TakeSymbol(char symbol) => TakeIf(IsSymbol(symbol));

    /// <summary>Whether nothing but the closing semicolon is left.</summary>
    public bool TakeEnd() => TakeSymbol(';') && Kind == SqlTokenKind.End;

    /// <summary>Steps over an identifier and gives its name: unquoted, or folded to lower case as the server does.</summary>
    public bool TakeName(out string name)
    {
        name = Kind switch
        {
            SqlTokenKind.Word => SqlDecoding.Fold(_encoding.GetString(Raw)),
            SqlTokenKind.QuotedName => SqlDecoding.Unquote(_encoding.GetString(Raw[1..^1]), '"', escaped: false),
            _ => "",
        };
        return TakeIf(Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName);
    }

    /// <summary>Steps over <c>name</c> or <c>schema.name</c>; the schema is empty where there is none.</summary>
    public bool TakeQualifiedName(out string schema, out string name)
    {
        schema = "";
        if (!TakeName(out name))
        {
            return false;
        }
        if (!TakeSymbol('.'))
        {
            return true;
        }
        schema = name;
        return TakeName(out name);
    }

    /// <summary>Steps over a string and gives what stands between its quotes, as it is written.</summary>
    public bool TakeRawLiteral(out ReadOnlySpan<byte> content)
    {
        bool isLiteral = Kind == SqlTokenKind.Literal;
        content = isLiteral ? Raw[(Raw.IndexOf((byte)'\'') + 1)..^1] : default;
        return TakeIf(isLiteral);
    }

    /// <summary>Steps over a string and gives its value; of backslash escapes only <c>\\</c> and <c>\'</c> are known.</summary>
    public bool TakeLiteral(out string value)
    {
        bool escaped = _escaped;
        bool taken = TakeRawLiteral(out ReadOnlySpan<byte> content);
        value = SqlDecoding.Unquote(_encoding.GetString(content), '\'', escaped);
        return taken;
    }

    /// <summary>Steps over a whole number, with or without a sign.</summary>
    public bool TakeInteger(out long value)
    {
        bool negative = TakeSymbol('-');
        value = 0;
        if (Kind != SqlTokenKind.Number)
        {
            return false;
        }
        // Read with its sign: the least value of a bigint has no positive twin.
        string digits = (negative ? "-" : "") + Encoding.ASCII.GetString(Raw);
        return TakeIf(long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));
    }

    /// <summary>Steps to the next token.</summary>
    public void Advance()
    {
        SkipBlanks();
        _start = _at;
        _escaped = false;
        if (_at == _text.Length)
        {
            Kind = SqlTokenKind.End;
            return;
        }
        SqlByte first = SqlBytes.KindOf(_text[_at++]);
        switch (first)
        {
            case SqlByte.Letter:
                SkipWord();
                if (Raw.Length == 1 && (Raw[0] | 0x20) == 'e' && _at < _text.Length && _text[_at] == (byte)'\'')
                {
                    _at++;
                    SkipQuoted(QuotedText.Escaped(), SqlTokenKind.Literal);
                    _escaped = true;
                }
                break;
            case SqlByte.DoubleQuote:
                SkipQuoted(QuotedText.Name(), SqlTokenKind.QuotedName);
                break;
            case SqlByte.Quote:
                _escaped = !_standardStrings;
                SkipQuoted(_escaped ? QuotedText.Escaped() : QuotedText.Plain(), SqlTokenKind.Literal);
                break;
            case SqlByte.Digit:
                Kind = SqlTokenKind.Number;
                while (_at < _text.Length && SqlBytes.KindOf(_text[_at]) == SqlByte.Digit)
                {
                    _at++;
                }
                break;
            default:
                Kind = SqlTokenKind.Symbol;
                break;
        }
    }

    private bool TakeIf(bool there)
    {
        if (there)
        {
            Advance();
        }
        return there;
    }

    private void SkipWord()
    {
        Kind = SqlTokenKind.Word;
        while (_at < _text.Length && SqlBytes.IsWordPart(_text[_at]))
        {
            _at++;
        }
    }

    private void SkipQuoted(QuotedText quoted, SqlTokenKind kind)
    {
        // An unclosed quote can only be of a statement that was cut at the limit.
        Kind = quoted.Skip(_text, ref _at) || quoted.IsClosedByEnd ? kind : SqlTokenKind.Symbol;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length)
        {
            ReadOnlySpan<byte> rest = _text[_at..];
            if (SqlBytes.KindOf(rest[0]) is SqlByte.Blank or SqlByte.CarriageReturn)
            {
                _at++;
            }
            else if (rest.StartsWith("--"u8))
            {
                int end = rest.IndexOfAny((byte)'\n', (byte)'\r');
                _at += end < 0 ? rest.Length : end;
            }
            else if (rest.StartsWith("/*"u8))
            {
                _at += 2;
                BlockComment block = default;
                block.Skip(_text, ref _at);
            }
            else
            {
                return;
            }
        }
    }
}
