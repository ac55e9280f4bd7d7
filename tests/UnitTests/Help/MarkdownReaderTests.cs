using System.Globalization;
using HubChantier.Backup.HelpBuilder;
using HubChantier.Backup.HelpBuilder.Pages;

namespace HubChantier.Backup.UnitTests.Help;

public class MarkdownReaderTests
{
    private readonly HelpProblems _problems = new();

    [Fact]
    public void A_page_becomes_its_outline()
    {
        MarkdownPage page = Read("# T\n\n## A\n\none\n\n### A1\n\ntwo\n\n### A2\n\n## B\n\nthree\n");

        Assert.Equal("T", page.Title);
        Assert.Equal(["A", "B"], page.Sections.Select(section => section.Title));
        Assert.Equal(["A1", "A2"], page.Sections[0].Entries.Select(entry => entry.Title));
        Assert.Equal([7, 11], page.Sections[0].Entries.Select(entry => entry.Line));
        Assert.Equal(new PageBlock.Paragraph("two"), page.Sections[0].Entries[0].Blocks.Single());
        Assert.False(page.Sections[1].IsEmpty);
        Assert.Empty(_problems.All);
    }

    [Theory]
    [InlineData("`Get-X` and **all** of *it*", "Get-X and all of it")]
    [InlineData("a\nb", "a b")]
    [InlineData("a  \nb", "a\nb")]
    [InlineData("a &lt; b", "a < b")]
    [InlineData("[Get-X](Get-X.md)", "Get-X")]
    [InlineData("[the manual](https://example.org/x)", "the manual (https://example.org/x)")]
    [InlineData("<https://example.org/x>", "https://example.org/x")]
    [InlineData("a <!-- not shown -->b", "a b")]
    public void Markdown_becomes_plain_text(string markdown, string expected)
    {
        Assert.Equal(new PageBlock.Paragraph(expected), Blocks(markdown).Single());
        Assert.Empty(_problems.All);
    }

    [Fact]
    public void Lists_code_and_tables_keep_their_parts()
    {
        IReadOnlyList<PageBlock> blocks = Blocks("- a\n- `b`\n\n1. c\n\n```powershell\nx |\n    y\n\nz\n```\n\n| H | I |\n|---|---|\n| 1 | `2` |\n");

        PageBlock.Items bullets = Assert.IsType<PageBlock.Items>(blocks[0]);
        Assert.Equal(["a", "b"], bullets.Texts);
        Assert.Equal(["- ", "- "], [bullets.Mark(0), bullets.Mark(1)]);
        Assert.Equal("1. ", Assert.IsType<PageBlock.Items>(blocks[1]).Mark(0));
        Assert.Equal(["x |", "    y", "", "z"], Assert.IsType<PageBlock.Code>(blocks[2]).Lines);
        PageBlock.Table table = Assert.IsType<PageBlock.Table>(blocks[3]);
        Assert.Equal(["H", "I"], table.Headers);
        Assert.Equal([["1", "2"]], table.Rows);
    }

    [Theory]
    [InlineData("# T\n\n## A\n\n> quoted\n", 5)]
    [InlineData("# T\n\n## A\n\na <name> b\n", 5)]
    [InlineData("# T\n\n## A\n\n![x](y.png)\n", 5)]
    [InlineData("# T\n\n## A\n\n- a\n  - b\n", 5)]
    [InlineData("# T\n\n## A\n\n#### B\n", 5)]
    [InlineData("# T\n\n# U\n", 3)]
    [InlineData("# T\n\nlost\n\n## A\n", 3)]
    [InlineData("## A\n\na\n", 1)]
    public void What_help_cannot_show_is_a_problem_with_its_line(string markdown, int line)
    {
        Read(markdown);

        HelpProblem problem = Assert.Single(_problems.All);
        Assert.Equal(("page.md", line), (problem.File, problem.Line));
    }

    [Fact]
    public void French_spaces_do_not_break_and_code_keeps_its_own()
    {
        PageBlock block = MarkdownReader.Read("page.md", "# T\n\n## A\n\nDeux : « a » ; `b : c` !\n", CultureInfo.GetCultureInfo("fr"), _problems).Sections[0].Blocks[0];

        Assert.Equal("Deux\u202F: «\u202Fa\u202F»\u202F; b : c\u202F!", Assert.IsType<PageBlock.Paragraph>(block).Text);
        Assert.Equal(new PageBlock.Paragraph("a : b"), Blocks("a : b").Single());
    }

    private MarkdownPage Read(string text) => MarkdownReader.Read("page.md", text, CultureInfo.GetCultureInfo("en-US"), _problems);

    private IReadOnlyList<PageBlock> Blocks(string text) => Read("# T\n\n## A\n\n" + text).Sections[0].Blocks;
}
