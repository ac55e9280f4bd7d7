using System.Globalization;
using System.Text;

namespace HubChantier.Backup.Sql;

/// <summary>Text out of a dump, fit to be shown.</summary>
internal static class SafeText
{
    private const int LongestExcerpt = 80;

    /// <summary>The beginning of a text, at most 80 characters, without what a terminal would act upon or what turns the order of writing round.</summary>
    public static string Excerpt(ReadOnlySpan<byte> text, Encoding encoding)
    {
        string decoded = encoding.GetString(text[..Math.Min(text.Length, 4 * LongestExcerpt)]);
        var shown = new StringBuilder(LongestExcerpt);
        foreach (Rune rune in decoded.EnumerateRunes())
        {
            string next = IsHarmless(rune) ? rune.ToString() : " ";
            if (shown.Length + next.Length >= LongestExcerpt)
            {
                return shown.Append('…').ToString();
            }
            shown.Append(next);
        }
        return shown.ToString();
    }

    private static bool IsHarmless(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator);
}
