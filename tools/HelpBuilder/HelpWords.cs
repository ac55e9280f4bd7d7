using System.Globalization;
using HubChantier.Backup.HelpBuilder.Pages;

namespace HubChantier.Backup.HelpBuilder;

/// <summary>The few words that help itself adds, in the language of the page and not in that of whoever builds.</summary>
internal static class HelpWords
{
    /// <summary>The heading of an example.</summary>
    public static string ExampleTitle(PageExample example, CultureInfo culture)
        => Format(nameof(Strings.ExampleTitle), culture, example.Number, example.Title);

    /// <summary>The words that a parameter takes.</summary>
    public static string AcceptedValues(IEnumerable<string> values, CultureInfo culture)
        => Format(nameof(Strings.AcceptedValues), culture, string.Join(", ", values));

    /// <summary>The numbers that a parameter takes.</summary>
    public static string AcceptedRange(string lowest, string highest, CultureInfo culture)
        => Format(nameof(Strings.AcceptedRange), culture, lowest, highest);

    /// <summary>The heading above a topic's name.</summary>
    public static string Topic(CultureInfo culture) => Format(nameof(Strings.Topic), culture);

    /// <summary>A cell of a table with the name of its column.</summary>
    public static string Labelled(string label, string text, CultureInfo culture) => Format(nameof(Strings.Labelled), culture, label, text);

    private static string Format(string name, CultureInfo culture, params object[] values)
        => Typography.Apply(string.Format(culture, Strings.ResourceManager.GetString(name, culture)!, values), culture);
}
