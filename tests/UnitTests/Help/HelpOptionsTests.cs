using HubChantier.Backup.HelpBuilder;

namespace HubChantier.Backup.UnitTests.Help;

public class HelpOptionsTests
{
    [Fact]
    public void A_command_line_is_read()
    {
        HelpOptions options = HelpOptions.Parse(["--assembly", "x.dll", "--docs", "docs/.", "--output", "out", "--culture", "en-US", "--culture", "fr", "--reference", "y.dll"])!;

        Assert.Equal("x.dll", options.Assembly);
        Assert.Equal(Path.GetFullPath("docs"), options.Docs.TrimEnd(Path.DirectorySeparatorChar));
        Assert.Equal(["en-US", "fr"], options.Cultures.Select(culture => culture.Name));
        Assert.Equal(["y.dll"], options.References);
    }

    [Theory]
    [InlineData]
    [InlineData("--assembly", "x.dll", "--docs", "docs", "--output", "out")]
    [InlineData("--assembly", "x.dll", "--docs", "docs", "--output", "out", "--culture")]
    [InlineData("--assembly", "x.dll", "--docs", "docs", "--output", "out", "--culture", "fr", "--verbose", "1")]
    [InlineData("--assembly", "x.dll", "--assembly", "y.dll", "--docs", "docs", "--output", "out", "--culture", "fr")]
    public void A_wrong_command_line_is_none(params string[] arguments) => Assert.Null(HelpOptions.Parse(arguments));
}
