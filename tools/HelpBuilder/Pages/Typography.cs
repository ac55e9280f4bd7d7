using System.Globalization;
using System.Text.RegularExpressions;

namespace HubChantier.Backup.HelpBuilder.Pages;

/// <summary>Spaces where a line must not break. Writers type plain ones.</summary>
internal static partial class Typography
{
    /// <summary>The narrow one: PowerShell's views break lines at the wide one (U+00A0), and lose it there.</summary>
    private const string NoBreakSpace = "\u202F";

    /// <summary>Makes French's spaces before <c>: ; ! ? »</c> and after <c>«</c> unbreakable; other languages' texts stay as they are.</summary>
    public static string Apply(string text, CultureInfo culture)
        => culture.TwoLetterISOLanguageName == "fr" ? FrenchSpace().Replace(text, NoBreakSpace) : text;

    [GeneratedRegex(" (?=[:;!?»])|(?<=«) ", RegexOptions.CultureInvariant)]
    private static partial Regex FrenchSpace();
}
