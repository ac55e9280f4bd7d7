using System.Text;
using HubChantier.Backup.HelpBuilder.Pages;

namespace HubChantier.Backup.HelpBuilder.Topics;

/// <summary>
/// Writes an about topic as the plain text that Get-Help shows. Its first five lines have a fixed shape: the engine takes
/// the fifth for the synopsis.
/// </summary>
internal static class TopicWriter
{
    /// <summary>Columns of a line.</summary>
    public const int Width = 80;

    private const string Indent = "    ";
    private const string CodeIndent = "        ";
    private const string SubheadingIndent = "  ";
    private const string ListIndent = "  ";

    /// <summary>Tells what is wrong with a topic's shape.</summary>
    public static void Check(MarkdownPage topic, HelpProblems problems)
    {
        if (topic.Title != topic.Name)
        {
            problems.Add(topic.File, 1, $"the title is '{topic.Title}', the file's name says {topic.Name}");
        }

        if (topic.Sections is not [{ Entries: [], Blocks: [PageBlock.Paragraph summary] }, _, ..] || Indent.Length + summary.Text.Length > Width)
        {
            problems.Add(topic.File, 1, $"the first section is the short description, one sentence of at most {Width - Indent.Length} characters; others follow it");
        }

        foreach (PageSection section in topic.Sections.SelectMany(section => section.Entries.Prepend(section)))
        {
            foreach (string line in section.Blocks.OfType<PageBlock.Code>().SelectMany(code => code.Lines).Where(line => CodeIndent.Length + line.Length > Width))
            {
                problems.Add(topic.File, section.Line, $"a line of code has more than {Width - CodeIndent.Length} characters: {line}");
            }
        }
    }

    /// <summary>The text, of a topic that was checked.</summary>
    public static string Write(MarkdownPage topic)
    {
        List<string> lines = [HelpWords.Topic(topic.Culture).ToUpper(topic.Culture), Indent + topic.Title, ""];
        foreach (PageSection section in topic.Sections)
        {
            lines.Add(section.Title.ToUpper(topic.Culture));
            AddBlocks(lines, section.Blocks, topic);
            foreach (PageSection entry in section.Entries)
            {
                lines.Add(SubheadingIndent + entry.Title);
                AddBlocks(lines, entry.Blocks, topic);
            }
        }

        return new StringBuilder().AppendJoin('\n', lines).ToString().TrimEnd() + "\n";
    }

    private static void AddBlocks(List<string> lines, IReadOnlyList<PageBlock> blocks, MarkdownPage topic)
    {
        foreach (PageBlock block in blocks)
        {
            lines.AddRange(block switch
            {
                PageBlock.Paragraph paragraph => TextWrap.Wrap(paragraph.Text, Width, Indent, Indent),
                PageBlock.Items list => list.Texts.SelectMany((text, index) => Item(list.Mark(index), text)),
                PageBlock.Code code => code.Lines.Select(line => (CodeIndent + line).TrimEnd()),
                PageBlock.Table table => TableText.Lines(table, Width, Indent, topic.Culture),
                _ => throw new ArgumentOutOfRangeException(nameof(blocks), block, message: null),
            });
            lines.Add("");
        }
    }

    private static IEnumerable<string> Item(string mark, string text)
    {
        string first = Indent + ListIndent + mark;
        return TextWrap.Wrap(text, Width, first, new string(' ', first.Length));
    }
}
