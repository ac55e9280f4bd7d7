using System.Globalization;
using System.Text.RegularExpressions;
using HubChantier.Backup.HelpBuilder;
using HubChantier.Backup.HelpBuilder.Pages;

namespace HubChantier.Backup.UnitTests.Help;

/// <summary>The project's own pages, as tests look at them.</summary>
internal static partial class DocPages
{
    public const string English = "en-US";
    public const string French = "fr";
    public const string Overview = "about_HubChantier_Backup";

    /// <summary>Folders with Markdown of ours; others hold what was built or fetched.</summary>
    private static readonly string[] s_folders = ["docs", "examples", "docker", "tools"];

    /// <summary>Every Markdown file, by its path in the clone.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. s_folders.SelectMany(folder => Directory.EnumerateFiles(RepositoryPaths.Combine(folder), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(RepositoryPaths.Combine(), "*.md"))
            .Select(path => Path.GetRelativePath(RepositoryPaths.Combine(), path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The pages that become help, by name: those of cmdlets, and topics.</summary>
    public static IReadOnlyList<string> Help { get; } =
    [
        .. All.Where(path => path.StartsWith($"docs/{English}/", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => name != "common-parameters"),
    ];

    public static string Text(string path) => File.ReadAllText(RepositoryPaths.Combine(path));

    /// <summary>A page's text without its fenced code.</summary>
    public static string Prose(string path) => Fence().Replace(Text(path), "");

    public static MarkdownPage Read(string culture, string name)
    {
        string file = RepositoryPaths.Combine("docs", culture, name + ".md");
        return MarkdownReader.Read(file, File.ReadAllText(file), CultureInfo.GetCultureInfo(culture), new HelpProblems());
    }

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
