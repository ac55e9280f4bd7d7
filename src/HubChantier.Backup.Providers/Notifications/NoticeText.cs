using System.Globalization;
using System.Text;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Providers.Notifications;

/// <summary>A notice as plain text, and the care that any text of it needs: names of databases and errors of programs may hold anything.</summary>
internal static class NoticeText
{
    /// <summary>The whole notice: title, text, advice, facts.</summary>
    public static string Whole(Notice notice)
    {
        StringBuilder text = new(notice.Title);
        foreach (string part in (ReadOnlySpan<string>)[notice.Text, notice.Advice ?? ""])
        {
            if (part.Length > 0)
            {
                text.Append("\n\n").Append(part);
            }
        }

        text.Append('\n');
        foreach (NoticeFact fact in notice.Facts)
        {
            text.Append(CultureInfo.CurrentCulture, $"\n{fact.Label}: {fact.Value}");
        }

        return Clean(text.ToString());
    }

    /// <summary>In one line, and not longer than a service takes.</summary>
    public static string Line(string text, int most) => Cut(Clean(text).ReplaceLineEndings(" "), most);

    /// <summary>With its lines, and not longer than a service takes.</summary>
    public static string Lines(string text, int most) => Cut(Clean(text), most);

    /// <summary>The beginning of a text, with an ellipsis where there was more; no character is cut in two.</summary>
    private static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        int length = most - 1;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + "…";
    }

    /// <summary>Without control characters, and without those that turn the direction of text or hide in it.</summary>
    private static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format))
            {
                clean.Append(rune);
            }
            else if (rune.Value != '\r')
            {
                clean.Append(' ');
            }
        }

        return clean.ToString();
    }
}
