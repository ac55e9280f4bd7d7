using System.Globalization;
using System.Text.RegularExpressions;

namespace HubChantier.Backup.HelpBuilder.Pages;

/// <summary>
/// Reads a cmdlet's page. The headings are those of platyPS 2, English in every language, for programs find the text by them;
/// SYNTAX, and all that the assembly tells of parameters, is not written but derived.
/// </summary>
internal static partial class CmdletPageReader
{
    /// <summary>The heading under which a page may say where the parameters that many cmdlets share are described.</summary>
    private const string CommonParameters = "CommonParameters";

    /// <summary>Get-Help breaks a longer line of code on most terminals, and what was copied from there does not run.</summary>
    private const int LongestCodeLine = 100;

    private static readonly string[] s_sections =
        ["SYNOPSIS", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS"];

    /// <summary>Reads a page from its outline.</summary>
    public static CmdletPage Read(MarkdownPage page, HelpProblems problems)
    {
        if (page.Title != page.Name)
        {
            problems.Add(page.File, 1, $"the title is '{page.Title}', the file's name says {page.Name}");
        }

        CheckSections(page, problems);
        int links = page.Section("RELATED LINKS")?.Line ?? int.MaxValue;
        return new CmdletPage
        {
            File = page.File,
            Culture = page.Culture,
            Name = page.Name,
            Synopsis = Synopsis(page, problems),
            Description = page.Section("DESCRIPTION")?.Blocks ?? [],
            Examples = Examples(page, problems),
            Parameters = Parameters(page, problems),
            Inputs = page.Section("INPUTS")?.Entries ?? [],
            Outputs = page.Section("OUTPUTS")?.Entries ?? [],
            Notes = page.Section("NOTES")?.Blocks ?? [],
            Links = [.. page.Links.Where(link => link.Line > links)],
        };
    }

    /// <summary>The parameters that a page describes, by name.</summary>
    public static IReadOnlyList<PageSection> Parameters(MarkdownPage page, HelpProblems problems)
    {
        List<PageSection> parameters = [];
        foreach (PageSection entry in page.Section("PARAMETERS")?.Entries ?? [])
        {
            if (entry.Title == CommonParameters)
            {
                continue;
            }

            if (!entry.Title.StartsWith('-'))
            {
                problems.Add(page.File, entry.Line, $"a parameter's heading is its name with the hyphen, not '{entry.Title}'");
            }
            else if (entry.Blocks.Count == 0)
            {
                problems.Add(page.File, entry.Line, $"{entry.Title} is not described");
            }
            else if (parameters.Any(parameter => parameter.Title == entry.Title[1..]))
            {
                problems.Add(page.File, entry.Line, $"{entry.Title} is described twice");
            }
            else
            {
                parameters.Add(entry with { Title = entry.Title[1..] });
            }
        }

        return parameters;
    }

    private static void CheckSections(MarkdownPage page, HelpProblems problems)
    {
        if (!page.Sections.Select(section => section.Title).SequenceEqual(s_sections))
        {
            problems.Add(page.File, 1, $"the headings of level 2 must be, in this order: {string.Join(", ", s_sections)}");
        }

        foreach (PageSection section in page.Sections.Where(section => section.IsEmpty))
        {
            problems.Add(page.File, section.Line, $"{section.Title} is empty");
        }

        foreach (PageSection section in page.Sections.Where(section => section.Entries.Count > 0 && section.Title is "SYNOPSIS" or "DESCRIPTION" or "NOTES"))
        {
            problems.Add(page.File, section.Entries[0].Line, $"{section.Title} has no headings below it");
        }

        foreach (PageSection section in page.Sections.SelectMany(section => section.Entries.Prepend(section)))
        {
            foreach (PageBlock.Table table in section.Blocks.OfType<PageBlock.Table>())
            {
                problems.Add(page.File, section.Line, $"Get-Help cannot show a table: '{table.Headers[0]}'");
            }
        }
    }

    private static string Synopsis(MarkdownPage page, HelpProblems problems)
    {
        PageSection? section = page.Section("SYNOPSIS");
        if (section?.Blocks is [PageBlock.Paragraph only])
        {
            return only.Text;
        }

        problems.Add(page.File, section?.Line ?? 1, "SYNOPSIS is one paragraph");
        return "";
    }

    private static List<PageExample> Examples(MarkdownPage page, HelpProblems problems)
    {
        List<PageExample> examples = [];
        foreach (PageSection entry in page.Section("EXAMPLES")?.Entries ?? [])
        {
            int number = examples.Count + 1;
            Match title = ExampleTitle().Match(entry.Title);
            int code = entry.Blocks.ToList().FindIndex(block => block is PageBlock.Code);
            if (!title.Success || int.Parse(title.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) != number)
            {
                problems.Add(page.File, entry.Line, $"the heading must be 'Example {number}: what it shows', not '{entry.Title}'");
            }

            if (code < 0)
            {
                problems.Add(page.File, entry.Line, $"example {number} has no fenced code");
                continue;
            }

            foreach (string line in ((PageBlock.Code)entry.Blocks[code]).Lines.Where(line => line.Length > LongestCodeLine))
            {
                problems.Add(page.File, entry.Line, $"a line of code has more than {LongestCodeLine} characters: {line}");
            }

            examples.Add(new PageExample(
                number,
                title.Groups["title"].Value,
                [.. entry.Blocks.Take(code)],
                (PageBlock.Code)entry.Blocks[code],
                [.. entry.Blocks.Skip(code + 1)]));
        }

        return examples;
    }

    // A French page's colon may have its space before it.
    [GeneratedRegex(@"^Example (?<number>\d+)\s?: (?<title>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex ExampleTitle();
}
