using System.Globalization;
using Markdig;
using Markdig.Syntax;

namespace HubChantier.Backup.HelpBuilder.Pages;

/// <summary>Reads a Markdown file into its outline; what help cannot show is a problem, not something lost in silence.</summary>
internal sealed class MarkdownReader
{
    private const int DeepestHeading = 3;

    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    private readonly HelpProblems _problems;
    private readonly BlockReader _blocks;
    private readonly string _file;
    private readonly CultureInfo _culture;

    private MarkdownReader(string file, CultureInfo culture, HelpProblems problems)
    {
        _file = file;
        _culture = culture;
        _problems = problems;
        _blocks = new BlockReader(file, culture, problems);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its path, as problems name it.</param>
    /// <param name="text">Its content.</param>
    /// <param name="culture">Its language: whose rules for spaces hold.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static MarkdownPage Read(string file, string text, CultureInfo culture, HelpProblems problems)
        => new MarkdownReader(file, culture, problems).Read(Markdown.Parse(text, s_pipeline));

    private MarkdownPage Read(MarkdownDocument document)
    {
        List<HeadingText> headings = [];
        foreach (Block block in document)
        {
            if (block is HeadingBlock heading)
            {
                headings.Add(new HeadingText(heading.Level, _blocks.Text(heading.Inline), heading.Line + 1, []));
            }
            else if (_blocks.Read(block) is { } read)
            {
                Add(headings, read, block.Line + 1);
            }
        }

        foreach (HeadingText heading in headings.Skip(1).Where(heading => heading.Level is 1 or > DeepestHeading))
        {
            _problems.Add(_file, heading.Line, $"a heading of level {heading.Level} has no place here: '{heading.Title}'");
        }

        if (headings is not [{ Level: 1 }, ..])
        {
            _problems.Add(_file, 1, "the page must begin with its title, a heading of level 1");
        }

        return new MarkdownPage(_file, _culture, headings is [{ Level: 1 } title, ..] ? title.Title : "", Sections(headings), _blocks.Links);
    }

    private void Add(List<HeadingText> headings, PageBlock block, int line)
    {
        if (headings is [.., { Level: > 1 } last])
        {
            last.Blocks.Add(block);
        }
        else
        {
            _problems.Add(_file, line, "text before the first heading of level 2 is shown nowhere");
        }
    }

    private static List<PageSection> Sections(List<HeadingText> headings)
    {
        List<PageSection> sections = [];
        for (int index = 0; index < headings.Count; index++)
        {
            if (headings[index].Level == 2)
            {
                PageSection[] entries = [.. headings
                    .Skip(index + 1)
                    .TakeWhile(heading => heading.Level > 2)
                    .Select(heading => new PageSection(heading.Title, heading.Line, heading.Blocks, []))];
                sections.Add(new PageSection(headings[index].Title, headings[index].Line, headings[index].Blocks, entries));
            }
        }

        return sections;
    }

    private sealed record HeadingText(int Level, string Title, int Line, List<PageBlock> Blocks);
}
