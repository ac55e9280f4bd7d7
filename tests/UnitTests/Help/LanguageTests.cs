using System.Text.RegularExpressions;
using HubChantier.Backup.HelpBuilder.Pages;

namespace HubChantier.Backup.UnitTests.Help;

/// <summary>Who reads French is told as much as who reads English: the same sections, examples, parameters, rows and links.</summary>
public partial class LanguageTests
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

    /// <summary>tools/HelpBuilder/README.md has the words that are used.</summary>
    [Fact]
    public void French_has_one_word_for_a_thing()
    {
        string[] texts =
        [
            .. DocPages.Help.Append("common-parameters").Select(name => $"docs/{DocPages.French}/{name}.md"),
            .. ((string[])["HubChantier.Backup", "HubChantier.Backup.Core", "HubChantier.Backup.Providers"]).Select(project => $"src/{project}/Strings.fr.resx"),
        ];

        Assert.Equal([], texts.SelectMany(file => OtherWord().Matches(DocPages.Prose(file)).Select(match => $"{file}: {match.Value}")));
    }

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

    [GeneratedRegex(
        @"sauvegardes? de sûreté|super-utilisateurs?|souscriptions?|grands objets|minuteurs?|endommagée?s?|gestionnaires? de connexions|base qui sert|sécurité des lignes|(?<!`)\bdumps?\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex OtherWord();
}
