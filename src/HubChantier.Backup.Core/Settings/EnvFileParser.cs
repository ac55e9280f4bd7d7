using System.Globalization;
using System.Text;

namespace HubChantier.Backup.Settings;

/// <summary>
/// Reads an env file by Docker Compose's rules, so that the module and the containers see the same values. Nothing is ever
/// executed: <c>$(command)</c> and backticks are text.
/// </summary>
/// <remarks>
/// The rules are those of Compose v2 (its documentation, "Syntax for environment files in Docker Compose", and the behaviour of
/// its parser, compose-go's <c>dotenv</c>), also where they surprise:
/// <list type="bullet">
/// <item>A statement is <c>NAME=value</c> or <c>NAME: value</c>, after an optional <c>export</c>; spaces round the sign are
/// dropped. A name has letters, digits and <c>_ . - [ ]</c>. A name alone on its line takes the process's value, if there is
/// one. Empty lines and lines that begin with <c>#</c> are passed over; so is a byte order mark. Lines end with LF or CRLF.</item>
/// <item>A value without quotes ends with its line, or before a <c>#</c> that a space precedes; white space at its ends is dropped.
/// (<c>NAME= # text</c> has the value <c># text</c>: the space belongs to the sign.)</item>
/// <item>A quoted value may have several lines. What follows its closing quote is the next statement.</item>
/// <item>In single quotes only <c>\'</c> is replaced. In double quotes <c>\a \b \f \n \r \t \v \" \\ \$</c> and octal <c>\0123</c> are.</item>
/// <item>Without quotes and in double quotes variables are replaced: <see cref="EnvFileInterpolation"/>.</item>
/// </list>
/// Messages of errors hold the path and the line, never the text that stands there: it may be a secret.
/// </remarks>
public sealed class EnvFileParser
{
    private readonly string _text;
    private readonly string _path;
    private readonly Func<string, string?> _lookup;
    private readonly Dictionary<string, EnvFileVariable> _variables = new(StringComparer.Ordinal);
    private int _position;
    private int _line = 1;
    private int _linesCountedTo;

    private EnvFileParser(string text, string path, Func<string, string?> lookup)
    {
        _text = text;
        _path = path;
        _lookup = lookup;
    }

    /// <summary>Reads the text of an env file.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="path">Its absolute path, for messages.</param>
    /// <param name="lookup">The process's environment: a variable's value, which wins over the file's own, or null.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.SettingInvalid"/>: not an env file, or a <c>${NAME:?message}</c> whose variable is missing.</exception>
    public static EnvFile Parse(string text, string path, Func<string, string?> lookup)
    {
        EnvFileParser parser = new(text.StartsWith('\uFEFF') ? text[1..] : text, path, lookup);
        while (parser.SkipToStatement())
        {
            parser.ReadStatement();
        }

        return new EnvFile { Path = path, Variables = parser._variables };
    }

    private bool SkipToStatement()
    {
        while (_position < _text.Length)
        {
            if (_text[_position] == '#')
            {
                _position = EndOfLine(_position);
            }
            else if (char.IsWhiteSpace(_text[_position]))
            {
                _position++;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private void ReadStatement()
    {
        SkipExport();
        int line = LineAt(_position);
        int end = FindEndOfName(_position);
        bool hasValue = end < _text.Length && _text[end] != '\n';
        string name = _text[_position..end].TrimEnd();
        if (name.Contains(' ', StringComparison.Ordinal))
        {
            throw Error(line, Strings.EnvFileNameWithSpace);
        }

        if (name.Length == 0 && hasValue)
        {
            throw Error(line, Strings.EnvFileNameInvalid);
        }

        _position = Math.Min(end + 1, _text.Length);
        SkipSpaces();
        if (!hasValue)
        {
            if (_lookup(name) is { } inherited)
            {
                _variables[name] = new EnvFileVariable(inherited, line);
            }

            return;
        }

        _variables[name] = new EnvFileVariable(ReadValue(name, line), line);
    }

    private void SkipExport()
    {
        const string Export = "export";
        int after = _position + Export.Length;
        if (after < _text.Length && _text.AsSpan(_position).StartsWith(Export, StringComparison.Ordinal) && _text[after] is ' ' or '\t' or '\n' or '\f' or '\r')
        {
            _position = after;
            SkipSpaces();
        }
    }

    /// <summary>Where the sign or the line end stands that ends a name; the text's length if there is none.</summary>
    private int FindEndOfName(int position)
    {
        while (position < _text.Length)
        {
            Rune.DecodeFromUtf16(_text.AsSpan(position), out Rune rune, out int length);
            if (rune.Value is '=' or ':' or '\n')
            {
                return position;
            }

            if (!IsSpace(rune.Value) && rune.Value is not ('_' or '.' or '-' or '[' or ']') && !Rune.IsLetter(rune) && !Rune.IsNumber(rune))
            {
                throw Error(LineAt(position), Strings.EnvFileNameInvalid);
            }

            position += length;
        }

        return position;
    }

    private string ReadValue(string name, int line)
    {
        EnvFileInterpolation interpolation = new(variable => _lookup(variable) ?? _variables.GetValueOrDefault(variable)?.Value, _path, name, line);
        char quote = _position < _text.Length ? _text[_position] : '\0';
        if (quote is '\'' or '"')
        {
            string quoted = ReadQuoted(quote);
            return quote == '"' ? interpolation.Expand(EnvFileEscapes.Expand(quoted)) : quoted;
        }

        int end = EndOfLine(_position);
        ReadOnlySpan<char> value = _text.AsSpan(_position, end - _position);
        int comment = value.IndexOf(" #", StringComparison.Ordinal);
        _position = end;
        return interpolation.Expand((comment < 0 ? value : value[..comment]).TrimEnd().ToString());
    }

    /// <summary>The text between two quotes, in which a backslash before the quote is gone and every other one still stands.</summary>
    private string ReadQuoted(char quote)
    {
        int start = _position++;
        StringBuilder value = new();
        while (_position < _text.Length)
        {
            char character = _text[_position++];
            if (character == quote)
            {
                return value.ToString();
            }

            if (character == '\\' && _position < _text.Length)
            {
                char escaped = _text[_position++];
                if (escaped != quote)
                {
                    value.Append(character);
                }

                value.Append(escaped);
            }
            else
            {
                value.Append(character);
            }
        }

        throw Error(LineAt(start), Strings.EnvFileQuoteOpen);
    }

    private void SkipSpaces()
    {
        while (_position < _text.Length && IsSpace(_text[_position]))
        {
            _position++;
        }
    }

    /// <summary>White space within a line.</summary>
    private static bool IsSpace(int character) => character is ' ' or '\t' or '\v' or '\f' or '\r' or '\u0085' or '\u00A0';

    private int EndOfLine(int position)
    {
        int end = _text.IndexOf('\n', position);
        return end < 0 ? _text.Length : end;
    }

    private int LineAt(int position)
    {
        for (; _linesCountedTo < position; _linesCountedTo++)
        {
            if (_text[_linesCountedTo] == '\n')
            {
                _line++;
            }
        }

        return _line;
    }

    private BackupException Error(int line, string what) => new(
        BackupFailure.SettingInvalid,
        string.Format(CultureInfo.CurrentCulture, Strings.EnvFileInvalid, _path, line, what),
        subject: _path);
}
