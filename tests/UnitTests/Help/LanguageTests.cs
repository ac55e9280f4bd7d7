using HubChantier.Backup.HelpBuilder.Pages;

namespace HubChantier.Backup.UnitTests.Help;

/// <summary>Who reads French is told as much as who reads English: the same sections, examples, parameters, rows and links.</summary>
public class LanguageTests
{
    public static TheoryData<string> Pages => [.. DocPages.Help.Append("common-parameters")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Both_languages_have_the_same_outline(string name)
        => Assert.Equal(Outline(DocPages.Read(DocPages.English, name)), Outline(DocPages.Read(DocPages.French, name)));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Both_languages_lead_to_the_same_pages(string name)
        => Assert.Equal(
            DocPages.Read(DocPages.English, name).Links.Select(link => link.Target),
            DocPages.Read(DocPages.French, name).Links.Select(link => link.Target));

    /// <summary>A line for each heading: its level, its name where that is a parameter's or a type's, and what stands under it.</summary>
    private static IEnumerable<string> Outline(MarkdownPage page)
        => page.Sections.SelectMany(section => section.Entries.Select(entry => "  " + Shape(entry)).Prepend(Shape(section)));

    private static string Shape(PageSection section)
    {
        string name = section.Title.StartsWith('-') || (section.Title.Contains('.', StringComparison.Ordinal) && !section.Title.Contains(' ', StringComparison.Ordinal)) ? section.Title : "";
        return $"{name}: {string.Join(", ", section.Blocks.Select(Shape))}";
    }

    private static string Shape(PageBlock block) => block switch
    {
        PageBlock.Items list => $"list of {list.Texts.Count}",
        PageBlock.Code code => $"{code.Lines.Count} lines of code",
        PageBlock.Table table => $"table of {table.Rows.Count}",
        _ => "text",
    };
}
