using System.Text.RegularExpressions;
using System.Xml.Linq;
using HubChantier.Backup.HelpBuilder.Pages;

namespace HubChantier.Backup.UnitTests.Help;

/// <summary>What a page or a message sends its reader to is there.</summary>
public partial class LinkTests
{
    public static TheoryData<string> Pages => [.. DocPages.All];

    public static TheoryData<string> Texts => [.. DocPages.All.Concat(
        from folder in (string[])["HubChantier.Backup", "HubChantier.Backup.Core", "HubChantier.Backup.Providers"]
        from name in (string[])["Strings.resx", "Strings.fr.resx"]
        select $"src/{folder}/{name}")];

    public static TheoryData<string> Help => [.. DocPages.Help];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_link_leads_to_a_file_and_to_a_heading_of_it(string page)
    {
        foreach (Match link in Link().Matches(Code().Replace(DocPages.Prose(page), "")))
        {
            string file = link.Groups["file"].Value;
            string target = file.Length == 0 ? page : Path.GetRelativePath(RepositoryPaths.Combine(), RepositoryPaths.Combine(Path.GetDirectoryName(page)!, file));
            Assert.True(Path.Exists(RepositoryPaths.Combine(target)), $"{page}: {link.Value} leads nowhere");
            if (link.Groups["heading"].Value is { Length: > 0 } heading)
            {
                Assert.Contains(heading, Heading().Matches(DocPages.Prose(target)).Select(match => Anchor(match.Groups["text"].Value)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_page_that_is_named_is_there(string file)
    {
        string text = file.EndsWith(".resx", StringComparison.Ordinal)
            ? string.Join('\n', XDocument.Load(RepositoryPaths.Combine(file)).Descendants("value").Select(value => value.Value))
            : DocPages.Prose(file);

        Assert.All(Topic().Matches(text).Select(match => match.Value), topic => Assert.Contains(topic, DocPages.Help));
        Assert.All(Document().Matches(text).Select(match => match.Value), document => Assert.True(File.Exists(RepositoryPaths.Combine(document)), document));
    }

    [Theory]
    [InlineData(DocPages.English)]
    [InlineData(DocPages.French)]
    public void The_overview_leads_to_every_page(string culture)
        => Assert.Equal(
            DocPages.Help.Where(name => name != DocPages.Overview).Select(name => name + ".md"),
            DocPages.Read(culture, DocPages.Overview).Links.Select(link => link.Target).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Help))]
    public void Every_page_leads_to_the_overview_and_to_none_twice(string name)
    {
        MarkdownPage page = DocPages.Read(DocPages.English, name);
        string[] links = [.. page.Links.Where(link => link.Line > page.Sections[^1].Line).Select(link => link.Target)];

        Assert.Equal(links.Distinct(), links);
        Assert.True(name == DocPages.Overview || links.Contains(DocPages.Overview + ".md"), $"{name} does not lead to {DocPages.Overview}");
        Assert.DoesNotContain(name + ".md", links);
    }

    /// <summary>As GitHub makes it: small letters, hyphens for spaces, no punctuation.</summary>
    private static string Anchor(string heading)
        => Punctuation().Replace(heading.ToLowerInvariant().Replace(' ', '-'), "");

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?!\w+:)(?<file>[^)#\s]*)(?:#(?<heading>[^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<text>.+?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}_-]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"\babout_Hub\w+")]
    private static partial Regex Topic();

    [GeneratedRegex(@"\b(?:docs|examples|docker)/[\w./-]*\w\.(?:md|ps1|json|yml)\b")]
    private static partial Regex Document();
}
