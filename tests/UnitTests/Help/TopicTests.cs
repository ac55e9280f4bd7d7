using System.Globalization;
using CsCheck;
using HubChantier.Backup.HelpBuilder;
using HubChantier.Backup.HelpBuilder.Pages;
using HubChantier.Backup.HelpBuilder.Topics;

namespace HubChantier.Backup.UnitTests.Help;

public class TopicTests
{
    private static readonly CultureInfo s_english = CultureInfo.GetCultureInfo("en-US");

    [Fact]
    public void A_topic_is_text_for_a_terminal()
    {
        const string Markdown = """
            # about_X

            ## Short description

            What X is.

            ## Long description

            A paragraph that is long enough to be broken into two lines, because a terminal has eighty columns only.

            1. first
            2. second, which is long enough to be broken into two lines under its own beginning

            ### Code

            ```sh
            if x; then

                y
            fi
            ```
            """;
        MarkdownPage page = MarkdownReader.Read("about_X.md", Markdown, s_english, new HelpProblems());

        Assert.Equal(
            """
            TOPIC
                about_X

            SHORT DESCRIPTION
                What X is.

            LONG DESCRIPTION
                A paragraph that is long enough to be broken into two lines, because a
                terminal has eighty columns only.

                  1. first
                  2. second, which is long enough to be broken into two lines under its own
                     beginning

              Code
                    if x; then

                        y
                    fi

            """,
            TopicWriter.Write(page));
    }

    [Fact]
    public void A_narrow_table_has_columns_and_its_last_one_is_wrapped()
        => Assert.Equal(
            [
                "  Code  Meaning",
                "  ----  ----------------------------------",
                "  1     one",
                "  20    a meaning that does not fit on the",
                "        line",
            ],
            Table(42, ["Code", "Meaning"], ["1", "one"], ["20", "a meaning that does not fit on the line"]));

    [Fact]
    public void A_wide_table_is_told_row_by_row()
        => Assert.Equal(
            [
                "  ServerUnreachable",
                "      Code: 11",
                "      Meaning: The server does not",
                "      answer.",
                "",
                "  DiskFull",
                "      Code: 12",
                "      Meaning: Full.",
            ],
            Table(36, ["Id", "Code", "Meaning"], ["ServerUnreachable", "11", "The server does not answer."], ["DiskFull", "12", "Full."]));

    [Fact]
    public void Wrapping_loses_no_word_and_keeps_to_the_width()
        => Gen.Select(Gen.String[Gen.Char['a', 'e'], 1, 12].List[1, 30], Gen.Int[20, 40]).Sample((words, width) =>
        {
            string[] lines = [.. TextWrap.Wrap(string.Join(' ', words), width, "  - ", "    ")];

            Assert.Equal(words, lines.SelectMany((line, index) => line[4..].Split(' ')));
            Assert.All(lines, line => Assert.InRange(line.Length, 5, width));
            // No line could have taken the word that begins the next.
            Assert.All(lines.Zip(lines.Skip(1)), pair => Assert.True(pair.First.Length + 1 + pair.Second[4..].Split(' ')[0].Length > width));
        });

    [Fact]
    public void A_word_longer_than_the_line_stays_whole()
        => Assert.Equal(["a", "bbbbbbbbbb", "c"], TextWrap.Wrap("a bbbbbbbbbb c", 5, "", ""));

    private static IEnumerable<string> Table(int width, string[] headers, params string[][] rows)
        => TableText.Lines(new PageBlock.Table(headers, rows), width, "  ", s_english);
}
