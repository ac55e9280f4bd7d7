using System.Xml.Linq;
using HubChantier.Backup.HelpBuilder.Pages;

namespace HubChantier.Backup.HelpBuilder.Maml;

/// <summary>
/// Puts text into the elements that the engine's views show. Two kinds of places: descriptions, which have lists, and all
/// others, which have paragraphs only. Neither has code: it joins the paragraph before it, whose line ends the views keep.
/// </summary>
internal static class MamlText
{
    private const string CodeIndent = "    ";

    /// <summary>Paragraphs and lists, for a cmdlet's or a parameter's description.</summary>
    /// <remarks>
    /// The engine writes an empty line after each paragraph but one: the nth it meets, n being the number of those that are
    /// not empty. It writes none after a list. Where it would write none and something follows, an empty paragraph does it.
    /// </remarks>
    public static IEnumerable<XElement> Description(IReadOnlyList<PageBlock> blocks)
    {
        List<PageBlock> nodes = JoinCode(blocks);
        int paragraphs = nodes.Count(node => node is not PageBlock.Items);
        int met = 0;
        for (int index = 0; index < nodes.Count; index++)
        {
            bool spaced = false;
            if (nodes[index] is PageBlock.Items list)
            {
                yield return List(list);
            }
            else
            {
                met++;
                spaced = met != paragraphs;
                yield return Paragraph(Text(nodes[index]));
            }

            if (!spaced && index < nodes.Count - 1)
            {
                met++;
                yield return Paragraph("");
            }
        }
    }

    /// <summary>Paragraphs, for notes, inputs and outputs.</summary>
    public static IEnumerable<XElement> Paragraphs(IReadOnlyList<PageBlock> blocks) => JoinCode(blocks).Select(block => Paragraph(Text(block)));

    /// <summary>Paragraphs and an empty one, which keeps an example's remarks, and one without remarks, apart from the next example.</summary>
    public static IEnumerable<XElement> Remarks(IReadOnlyList<PageBlock> blocks) => Paragraphs(blocks).Append(Paragraph(""));

    /// <summary>One paragraph with all of it, and an empty line after it: what stands before an example's code.</summary>
    public static XElement Introduction(IReadOnlyList<PageBlock> blocks) => Paragraph(string.Join("\n\n", JoinCode(blocks).Select(Text)) + "\n\n");

    /// <summary>One paragraph.</summary>
    public static XElement Paragraph(string text) => new(MamlNames.Maml + "para", text);

    private static XElement List(PageBlock.Items list) => new(
        MamlNames.Maml + "list",
        new XAttribute("class", list.Numbered ? "ordered" : "unordered"),
        list.Texts.Select(text => new XElement(MamlNames.Maml + "listItem", Paragraph(text))));

    private static List<PageBlock> JoinCode(IReadOnlyList<PageBlock> blocks)
    {
        List<PageBlock> joined = [];
        foreach (PageBlock block in blocks)
        {
            if (block is PageBlock.Code code && joined is [.., PageBlock.Paragraph before])
            {
                joined[^1] = new PageBlock.Paragraph(before.Text + "\n\n" + string.Join('\n', code.Lines.Select(line => CodeIndent + line)));
            }
            else
            {
                joined.Add(block);
            }
        }

        return joined;
    }

    private static string Text(PageBlock block) => block switch
    {
        PageBlock.Paragraph paragraph => paragraph.Text,
        PageBlock.Items list => string.Join('\n', list.Texts.Select((text, index) => list.Mark(index) + text)),
        PageBlock.Code code => string.Join('\n', code.Lines),
        _ => throw new ArgumentOutOfRangeException(nameof(block), block, "The page's reader lets no other through."),
    };
}
