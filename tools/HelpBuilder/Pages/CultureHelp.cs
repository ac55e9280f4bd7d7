using System.Globalization;
using System.Text.RegularExpressions;

namespace HubChantier.Backup.HelpBuilder.Pages;

/// <summary>All that is written in one language: a page a cmdlet, the parameters that many share, the about topics.</summary>
internal sealed partial class CultureHelp
{
    private const string CommonParametersName = "common-parameters.md";

    private CultureHelp(string folder, CultureInfo culture)
    {
        Folder = folder;
        Culture = culture;
    }

    /// <summary>The folder, named as the language.</summary>
    public string Folder { get; }

    /// <summary>The language.</summary>
    public CultureInfo Culture { get; }

    /// <summary>The cmdlets' pages.</summary>
    public required IReadOnlyList<CmdletPage> Pages { get; init; }

    /// <summary>The about topics.</summary>
    public required IReadOnlyList<MarkdownPage> Topics { get; init; }

    /// <summary>The parameters that mean the same wherever they are; a cmdlet's page may say more of one.</summary>
    public required IReadOnlyList<PageSection> CommonParameters { get; init; }

    /// <summary>Where those are described.</summary>
    public string CommonParametersFile => Path.Combine(Folder, CommonParametersName);

    /// <summary>Reads a folder. Files of other names (guides, lists) are none of help's.</summary>
    /// <param name="docs">The folder that holds one folder a language.</param>
    /// <param name="culture">The language.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static CultureHelp Read(string docs, CultureInfo culture, HelpProblems problems)
    {
        string folder = Path.Combine(docs, culture.Name);
        string[] files = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal)] : [];
        MarkdownPage[] Read(Func<string, bool> isWanted) => [.. files
            .Where(file => isWanted(Path.GetFileName(file)))
            .Select(file => MarkdownReader.Read(file, File.ReadAllText(file), culture, problems))];

        MarkdownPage[] cmdlets = Read(CmdletName().IsMatch);
        MarkdownPage[] topics = Read(static name => name.StartsWith("about_", StringComparison.Ordinal));
        MarkdownPage[] common = Read(static name => name == CommonParametersName);
        CheckLinks([.. cmdlets, .. topics, .. common], problems);
        return new CultureHelp(folder, culture)
        {
            Pages = [.. cmdlets.Select(page => CmdletPageReader.Read(page, problems))],
            Topics = topics,
            CommonParameters = [.. common.SelectMany(page => CmdletPageReader.Parameters(page, problems))],
        };
    }

    /// <summary>A cmdlet's page; null if there is none.</summary>
    public CmdletPage? Page(string cmdlet) => Pages.FirstOrDefault(page => page.Name == cmdlet);

    /// <summary>What is said of a parameter on a cmdlet's page, else on the page of the common ones; null if nothing is.</summary>
    public PageSection? Describe(CmdletPage page, string parameter)
        => page.Parameters.Concat(CommonParameters).FirstOrDefault(described => described.Title == parameter);

    private static void CheckLinks(IEnumerable<MarkdownPage> pages, HelpProblems problems)
    {
        foreach (MarkdownPage page in pages)
        {
            string folder = Path.GetDirectoryName(page.File)!;
            foreach (PageLink link in page.Links.Where(link => !link.IsAddress && !File.Exists(Path.Combine(folder, link.Target))))
            {
                problems.Add(page.File, link.Line, $"the link leads nowhere: {link.Target}");
            }
        }
    }

    [GeneratedRegex(@"^[A-Z][A-Za-z]+-[A-Z][A-Za-z0-9]+\.md$", RegexOptions.CultureInvariant)]
    private static partial Regex CmdletName();
}
