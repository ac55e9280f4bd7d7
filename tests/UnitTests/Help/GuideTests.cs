using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HubChantier.Backup.UnitTests.Help;

/// <summary>The guides: the same in both languages, all in the table of contents, and with the texts that the module really says.</summary>
public sealed partial class GuideTests
{
    /// <summary>Words in code that are a language's own.</summary>
    private static readonly (string French, string English)[] s_words =
    [
        ("hub_chantier_copie", "hub_chantier_copy"), ("hub_chantier_ancienne", "hub_chantier_old"), ("./sauvegardes.html -Culture fr-FR", "./backups.html"),
        ("cle.txt", "key.txt"),
    ];

    public static TheoryData<string, string> Pairs => new()
    {
        { "quickstart.md", "guide-rapide.md" },
        { "deployment.md", "deploiement.md" },
        { "monitoring.md", "supervision.md" },
        { "troubleshooting.md", "depannage.md" },
        { "migration.md", "migration.md" },
        { "emergency-restore.md", "restauration-urgence.md" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_guide_has_the_same_code_and_as_many_headings_in_both_languages(string english, string french)
    {
        (string first, string second) = (Read(english), Read("fr/" + french));

        Assert.Equal(Code(first), Code(second));
        Assert.Equal(Heading().Matches(first).Select(match => match.Value), Heading().Matches(second).Select(match => match.Value));
    }

    [Theory]
    [InlineData("troubleshooting.md", "Strings.resx", "“", "”")]
    [InlineData("fr/depannage.md", "Strings.fr.resx", "« ", " »")]
    public void What_troubleshooting_quotes_is_what_the_module_says(string page, string texts, string open, string close)
    {
        Regex[] known = [.. ((string[])["HubChantier.Backup", "HubChantier.Backup.Core", "HubChantier.Backup.Providers"])
            .SelectMany(project => XDocument.Load(RepositoryPaths.Combine("src", project, texts)).Descendants("value"))
            .Select(value => new Regex("^" + Placeholder().Replace(Regex.Escape(value.Value), ".+?") + "$", RegexOptions.Singleline))];
        string[] quotes = [.. Rows(page)
            .Select(row => Regex.Match(row.Text, $"^{Regex.Escape(open)}(.+){Regex.Escape(close)}$"))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value.Replace("\\\\", "\\", StringComparison.Ordinal))];

        Assert.True(quotes.Length >= 35, $"{quotes.Length}");
        // What a placeholder hides may be the text's last word, and its full stop with it.
        Assert.All(quotes, quote => Assert.Contains(known, text => text.IsMatch(quote) || (quote.EndsWith('…') && text.IsMatch(quote + "."))));
    }

    [Fact]
    public void Troubleshooting_names_errors_that_there_are_in_the_same_order_in_both_languages()
    {
        string[] ids = [.. Rows("troubleshooting.md").Select(row => row.Id)];

        Assert.All(ids.Where(id => id.Length > 0), id => Assert.True(Enum.TryParse<BackupFailure>(id, out _), id));
        Assert.Equal(ids, Rows("fr/depannage.md").Select(row => row.Id));
    }

    [Theory]
    [InlineData("README.md", "")]
    [InlineData("fr/README.md", "fr/")]
    public void The_table_of_contents_has_every_page(string contents, string folder)
    {
        string[] linked = [.. Link().Matches(Read(contents)).Select(match => Path.GetFullPath(Path.Combine("/", Path.GetDirectoryName(contents)!, match.Groups[1].Value)))];
        string help = folder.Length == 0 ? "en-US/" : folder;
        IEnumerable<string> pages = ((string[])[folder, help])
            .Distinct()
            .SelectMany(place => Directory.EnumerateFiles(RepositoryPaths.Combine("docs", place), "*.md").Select(path => $"/{place}{Path.GetFileName(path)}"))
            .Except(["/" + contents, $"/{help}common-parameters.md"]);

        Assert.Empty(pages.Except(linked));
    }

    private static string Read(string page) => File.ReadAllText(RepositoryPaths.Combine("docs", page));

    /// <summary>The code without what stands between apostrophes and without comments: those are for people.</summary>
    private static string[] Code(string text) => [.. Block().Matches(text).Select(match => Comment().Replace(
        Quoted().Replace(s_words.Aggregate(match.Value, (code, word) => code.Replace(word.French, word.English, StringComparison.Ordinal)), "''"), ""))];

    private static IEnumerable<(string Id, string Text)> Rows(string page)
        => Row().Matches(Read(page)).Select(match => (match.Groups["id"].Value, match.Groups["text"].Value));

    [GeneratedRegex(@"```\w+\r?\n.*?```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("'[^'\n]*'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\s+# .*")]
    private static partial Regex Comment();

    [GeneratedRegex("^#+", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\\\{\d+(?::[^}]*)?}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^\| (?:`(?<id>[A-Z]\w+)` )?(?<text>.+?) \| ", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\]\(([^)#:]+)")]
    private static partial Regex Link();
}
