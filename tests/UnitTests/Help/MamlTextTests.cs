using CsCheck;
using System.Xml.Linq;
using HubChantier.Backup.HelpBuilder.Maml;
using HubChantier.Backup.HelpBuilder.Pages;

namespace HubChantier.Backup.UnitTests.Help;

public class MamlTextTests
{
    private static readonly Gen<PageBlock> s_block = Gen.OneOf(
        Gen.Const<PageBlock>(new PageBlock.Paragraph("P")),
        Gen.Const<PageBlock>(new PageBlock.Items(Numbered: false, ["I", "J"])));

    /// <summary>The engine's rule for empty lines is odd; whatever the order of paragraphs and lists, an empty line is between them.</summary>
    [Fact]
    public void Paragraphs_and_lists_never_touch()
        => s_block.List[1, 8].Sample(blocks =>
        {
            string expected = string.Join("\n\n", blocks.Select(block => block is PageBlock.Items ? "* I\n* J" : "P"));
            Assert.Equal(expected, Show([.. MamlText.Description(blocks)]).TrimEnd('\n'));
        });

    [Fact]
    public void Code_joins_the_paragraph_before_it()
    {
        PageBlock[] blocks = [new PageBlock.Paragraph("So:"), new PageBlock.Code(["a", "  b"]), new PageBlock.Paragraph("Then.")];

        Assert.Equal("So:\n\n    a\n      b\n\nThen.", Show([.. MamlText.Description(blocks)]));
    }

    /// <summary>What the engine makes of a description: MamlNode.GetMamlFormattingPSObjects and the view MamlDescription.</summary>
    private static string Show(XElement[] elements)
    {
        int filled = elements.Count(element => element.Name.LocalName == "para" && element.Value.Trim().Length > 0);
        int met = 0;
        string shown = "";
        foreach (XElement element in elements)
        {
            if (element.Name.LocalName == "para")
            {
                met++;
                shown += element.Value.Trim() + (met != filled && element.Value.Trim().Length > 0 ? "\n" : "") + "\n";
            }
            else
            {
                shown += string.Concat(element.Elements().Select(item => "* " + item.Value.Trim() + "\n"));
            }
        }

        return shown.TrimEnd('\n');
    }
}
