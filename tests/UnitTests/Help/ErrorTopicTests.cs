using System.Globalization;
using System.Xml.Linq;
using HubChantier.Backup.HelpBuilder;
using HubChantier.Backup.HelpBuilder.Pages;

namespace HubChantier.Backup.UnitTests.Help;

/// <summary>Holds about_HubBackup_Errors to the code: every failure, its exit code, and the advice that the error itself gives.</summary>
public class ErrorTopicTests
{
    [Theory]
    [InlineData("en-US", "Strings.resx")]
    [InlineData("fr", "Strings.fr.resx")]
    public void Every_failure_is_listed_with_its_exit_code_and_advice(string culture, string strings)
    {
        Dictionary<string, string> advice = XDocument.Load(RepositoryPaths.Combine("src", "HubChantier.Backup", strings)).Root!
            .Elements("data")
            .ToDictionary(text => text.Attribute("name")!.Value, text => text.Element("value")!.Value);

        string[][] expected = [.. Enum.GetValues<BackupFailure>().Select(failure => new[]
        {
            failure.ToString(),
            new BackupException(failure, "sentence").ExitCode.ToString(CultureInfo.InvariantCulture),
            advice["Advice" + failure],
        })];

        Assert.Equal(expected, Rows(culture, columns: 4).Select(row => new[] { row[0], row[1], row[3].Replace('\u202F', ' ') }));
        Assert.All(Rows(culture, columns: 4), row => Assert.NotEmpty(row[2]));
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("fr")]
    public void Every_exit_code_is_listed(string culture)
        => Assert.Equal(
            Enum.GetValues<BackupExitCode>().Select(code => ((int)code).ToString(CultureInfo.InvariantCulture)),
            Rows(culture, columns: 2).Select(row => row[0]));

    private static IReadOnlyList<IReadOnlyList<string>> Rows(string culture, int columns)
    {
        string file = RepositoryPaths.Combine("docs", culture, "about_HubBackup_Errors.md");
        MarkdownPage page = MarkdownReader.Read(file, File.ReadAllText(file), CultureInfo.GetCultureInfo(culture), new HelpProblems());
        return page.Sections
            .SelectMany(section => section.Entries.Prepend(section))
            .SelectMany(section => section.Blocks.OfType<PageBlock.Table>())
            .Single(table => table.Headers.Count == columns)
            .Rows;
    }
}
