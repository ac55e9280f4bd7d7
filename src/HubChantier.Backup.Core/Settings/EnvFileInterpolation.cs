using System.Globalization;
using System.Text;

namespace HubChantier.Backup.Settings;

/// <summary>
/// Replaces variables in a value, by Docker Compose's rules ("Interpolation" in the Compose specification): <c>$NAME</c>,
/// <c>${NAME}</c>, <c>${NAME:-default}</c> and <c>${NAME-default}</c>, <c>${NAME:+other}</c> and <c>${NAME+other}</c>,
/// <c>${NAME:?message}</c> and <c>${NAME?message}</c> (the colon counts an empty value as missing); default and other may hold
/// variables again, and are looked at only if they are taken. <c>$$</c> is a dollar sign, a <c>$</c> before anything else too;
/// a missing variable is empty; <c>${</c> that is none of these is an error.
/// </summary>
/// <remarks>
/// A brace construct ends on its line. Where braces are nested the closing one is found by counting; where counting finds none,
/// it is the last one of the line, as for Compose.
/// </remarks>
internal sealed class EnvFileInterpolation
{
    // No file written by people comes near these; they keep a hostile one from ending the process.
    private const int MaximumDepth = 100;
    private const int MaximumLength = 1 << 20;

    private readonly Func<string, string?> _lookup;
    private readonly string _path;
    private readonly string _variable;
    private readonly int _line;

    /// <summary>Makes the interpolation of one value.</summary>
    /// <param name="lookup">A variable's value, or null.</param>
    /// <param name="path">The env file.</param>
    /// <param name="variable">Name of the variable that gets the value.</param>
    /// <param name="line">Its line.</param>
    public EnvFileInterpolation(Func<string, string?> lookup, string path, string variable, int line)
    {
        _lookup = lookup;
        _path = path;
        _variable = variable;
        _line = line;
    }

    /// <summary>The value with its variables replaced.</summary>
    public string Expand(string text) => Expand(text, depth: 0);

    private string Expand(string text, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw Error(Strings.EnvFileTooDeep);
        }

        StringBuilder expanded = new(text.Length);
        int position = 0;
        while (position < text.Length)
        {
            char next = position + 1 < text.Length ? text[position + 1] : '\0';
            if (text[position] != '$' || (next is not ('$' or '{') && !IsNameStart(next)))
            {
                expanded.Append(text[position++]);
            }
            else if (next == '$')
            {
                expanded.Append('$');
                position += 2;
            }
            else if (next == '{')
            {
                position = AppendBraced(expanded, text, position, depth);
            }
            else
            {
                int end = EndOfName(text, position + 1);
                expanded.Append(_lookup(text[(position + 1)..end]));
                position = end;
            }

            if (expanded.Length > MaximumLength)
            {
                throw Error(Strings.EnvFileTooLong);
            }
        }

        return expanded.ToString();
    }

    /// <summary>Appends what <c>${…}</c> at a position stands for; gives the position after it.</summary>
    private int AppendBraced(StringBuilder expanded, string text, int start, int depth)
    {
        int name = start + 2;
        int end = EndOfName(text, name);
        if (end == name || end == text.Length)
        {
            throw Error(Strings.EnvFileBraces);
        }

        string? value = _lookup(text[name..end]);
        if (text[end] == '}')
        {
            expanded.Append(value);
            return end + 1;
        }

        bool emptyIsMissing = text[end] == ':';
        int sign = emptyIsMissing ? end + 1 : end;
        int close = sign < text.Length ? FindClose(text, start) : -1;
        if (close <= sign)
        {
            throw Error(Strings.EnvFileBraces);
        }

        bool present = value is not null && !(emptyIsMissing && value.Length == 0);
        string operand = text[(sign + 1)..close];
        expanded.Append(text[sign] switch
        {
            '-' => present ? value : Expand(operand, depth + 1),
            '+' => present ? Expand(operand, depth + 1) : value,
            '?' => present ? value : throw Missing(text[name..end], operand),
            _ => throw Error(Strings.EnvFileBraces),
        });
        return close + 1;
    }

    /// <summary>The brace that closes the one at start + 1; -1 if the line has none.</summary>
    private static int FindClose(string text, int start)
    {
        int line = text.IndexOf('\n', start);
        int last = text.LastIndexOf('}', (line < 0 ? text.Length : line) - 1);
        int open = 0;
        for (int position = start; position <= last; position++)
        {
            if (text[position] == '}' && --open == 0)
            {
                return position;
            }

            if (text[position] == '{')
            {
                open++;
                // As Compose counts: what follows an opening brace closes none.
                position++;
            }
        }

        return last;
    }

    private static int EndOfName(string text, int position)
    {
        if (position < text.Length && IsNameStart(text[position]))
        {
            do
            {
                position++;
            }
            while (position < text.Length && (IsNameStart(text[position]) || char.IsAsciiDigit(text[position])));
        }

        return position;
    }

    private static bool IsNameStart(char character) => character == '_' || char.IsAsciiLetter(character);

    /// <summary>The author's own message is shown as it stands in the file, unless it stands in a secret: there it may be a piece of it.</summary>
    private BackupException Missing(string name, string message) => Error(
        message.Length == 0 || SettingText.IsSecretName(_variable)
            ? string.Format(CultureInfo.CurrentCulture, Strings.EnvFileRequired, name)
            : string.Format(CultureInfo.CurrentCulture, Strings.EnvFileRequiredWhy, name, SettingText.Clean(message)));

    private BackupException Error(string what) => new(
        BackupFailure.SettingInvalid,
        string.Format(CultureInfo.CurrentCulture, Strings.EnvFileInvalid, _path, _line, what),
        subject: _path);
}
