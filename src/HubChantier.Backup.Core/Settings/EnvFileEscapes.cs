using System.Text;

namespace HubChantier.Backup.Settings;

/// <summary>The escapes that count in double quotes, as Docker Compose has them.</summary>
internal static class EnvFileEscapes
{
    private const string Letters = "abfnrtv\"\\";
    private const string Meanings = "\a\b\f\n\r\t\v\"\\";

    /// <summary>Digits of an octal escape after its zero.</summary>
    private const int OctalDigits = 3;

    /// <summary>Replaces the escapes; what is none stays as it is. <c>\$</c> becomes <c>$$</c>, which is a dollar sign once variables are replaced.</summary>
    public static string Expand(string text)
    {
        StringBuilder expanded = new(text.Length);
        int position = 0;
        while (position < text.Length)
        {
            char character = text[position++];
            if (character != '\\' || position == text.Length)
            {
                expanded.Append(character);
                continue;
            }

            char letter = text[position];
            int meaning = Letters.IndexOf(letter, StringComparison.Ordinal);
            if (meaning >= 0)
            {
                expanded.Append(Meanings[meaning]);
                position++;
            }
            else if (letter == '$')
            {
                expanded.Append("$$");
                position++;
            }
            else if (letter == '0')
            {
                position = AppendOctal(expanded, text, position + 1);
            }
            else
            {
                expanded.Append(character);
            }
        }

        return expanded.ToString();
    }

    /// <summary>Three octal digits up to 377 are a character; else Compose keeps backslash and digits, without the zero.</summary>
    private static int AppendOctal(StringBuilder expanded, string text, int position)
    {
        int end = position;
        int value = 0;
        bool isOctal = true;
        while (end < text.Length && end - position < OctalDigits && char.IsAsciiDigit(text[end]))
        {
            isOctal &= text[end] < '8';
            value = (value * 8) + (text[end] - '0');
            end++;
        }

        if (isOctal && end - position == OctalDigits && value <= byte.MaxValue)
        {
            expanded.Append((char)value);
        }
        else
        {
            expanded.Append('\\').Append(text, position, end - position);
        }

        return end;
    }
}
