using System.Globalization;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace HubChantier.Backup.HelpBuilder.Pages;

/// <summary>Turns Markdown's blocks into those that help can show.</summary>
internal sealed class BlockReader
{
    private readonly string _file;
    private readonly HelpProblems _problems;
    private readonly InlineReader _inlines;

    public BlockReader(string file, CultureInfo culture, HelpProblems problems)
    {
        _file = file;
        _problems = problems;
        _inlines = new InlineReader(file, culture, problems);
    }

    /// <summary>The links met so far.</summary>
    public IReadOnlyList<PageLink> Links => _inlines.Links;

    /// <summary>Text of a heading or a paragraph.</summary>
    public string Text(ContainerInline? inline) => _inlines.Text(inline);

    /// <summary>Reads one block; null for a comment, and for what help cannot show.</summary>
    public PageBlock? Read(Block block) => block switch
    {
        ParagraphBlock paragraph => new PageBlock.Paragraph(Text(paragraph.Inline)),
        ListBlock list => new PageBlock.Items(list.IsOrdered, [.. list.OfType<ListItemBlock>().Select(Item)]),
        FencedCodeBlock code => new PageBlock.Code(Lines(code)),
        Table table => Read(table),
        HtmlBlock { Type: HtmlBlockType.Comment } => null,
        LinkReferenceDefinitionGroup => null,
        _ => Refuse(block, "help shows paragraphs, lists, fenced code and tables only"),
    };

    private PageBlock? Refuse(Block block, string why)
    {
        _problems.Add(_file, block.Line + 1, why);
        return null;
    }

    private string Item(ListItemBlock item)
    {
        if (item is [ParagraphBlock only])
        {
            return Text(only.Inline);
        }

        Refuse(item, "an item of a list is one paragraph");
        return "";
    }

    private static List<string> Lines(FencedCodeBlock code)
        => [.. code.Lines.Lines.Take(code.Lines.Count).Select(line => line.ToString().TrimEnd())];

    private PageBlock? Read(Table table)
    {
        string[][] rows = [.. table.OfType<TableRow>().Select(row => row.OfType<TableCell>().Select(Cell).ToArray())];
        return rows.Length > 1 && rows.All(row => row.Length == rows[0].Length)
            ? new PageBlock.Table(rows[0], rows[1..])
            : Refuse(table, "a table has rows, and all of them as many cells as its header");
    }

    private string Cell(TableCell cell) => string.Join(' ', cell.OfType<ParagraphBlock>().Select(paragraph => Text(paragraph.Inline)));
}
