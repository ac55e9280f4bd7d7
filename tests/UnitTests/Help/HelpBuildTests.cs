using HubChantier.Backup.HelpBuilder;

namespace HubChantier.Backup.UnitTests.Help;

public sealed class HelpBuildTests : IDisposable
{
    private const string English = "en-US/HubChantier.Backup.UnitTests.dll-Help.xml";

    private readonly HelpFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Good_pages_become_help_in_each_language()
    {
        _folder.Write("fr/about_Gone.help.txt", "stale");

        Assert.Empty(_folder.Build());

        Assert.True(_folder.Exists(English));
        Assert.True(_folder.Exists("fr/HubChantier.Backup.UnitTests.dll-Help.xml"));
        Assert.Contains("Example 1: Simply", _folder.Read(English), StringComparison.Ordinal);
        Assert.Contains("Exemple 1\u202F: Simply", _folder.Read("fr/HubChantier.Backup.UnitTests.dll-Help.xml"), StringComparison.Ordinal);
        Assert.StartsWith("TOPIC\n    about_Sample\n\nSHORT DESCRIPTION\n    Samples.\n", _folder.Read("en-US/about_Sample.help.txt"), StringComparison.Ordinal);
        Assert.StartsWith("RUBRIQUE\n", _folder.Read("fr/about_Sample.help.txt"), StringComparison.Ordinal);
        Assert.False(_folder.Exists("fr/about_Gone.help.txt"));
    }

    [Theory]
    [InlineData("### -Name", "### -Nome", "Get-HubSample -Name is not described")]
    [InlineData("### -Name", "### -Nome", "Get-HubSample has no parameter -Nome")]
    [InlineData("### -Name", "### Name", "a parameter's heading is its name with the hyphen, not 'Name'")]
    [InlineData("### -Kind\n\nkinds", "### -Kind", "-Kind is not described")]
    [InlineData("### -Kind", "### -Name\n\nagain\n\n### -Kind", "-Name is described twice")]
    [InlineData("# Get-HubSample", "# Get-HubSamples", "the title is 'Get-HubSamples', the file's name says Get-HubSample")]
    [InlineData("## NOTES", "## REMARKS", "the headings of level 2 must be, in this order: SYNOPSIS, ")]
    [InlineData("Noted.", "", "NOTES is empty")]
    [InlineData("Noted.", "### Note\n\nNoted.", "NOTES has no headings below it")]
    [InlineData("Noted.", "| a |\n|---|\n| b |", "Get-Help cannot show a table: 'a'")]
    [InlineData("Does it.", "- Does it.", "SYNOPSIS is one paragraph")]
    [InlineData("Example 1: Simply", "Example 2: Simply", "the heading must be 'Example 1: what it shows', not 'Example 2: Simply'")]
    [InlineData("```powershell\nGet-HubSample\n```", "Run it.", "example 1 has no fenced code")]
    [InlineData("```powershell\nGet-HubSample\n```", "```powershell\nGet-HubSample # A comment that is so long that no terminal shows it on one line, so that it breaks somewhere.\n```", "a line of code has more than 100 characters: Get-HubSample # A")]
    [InlineData("### System.Version\n\nv\n\n### System.String", "### System.String", "OUTPUTS lacks System.Version")]
    [InlineData("### System.String", "### System.Guid\n\ng\n\n### System.String", "OUTPUTS names System.Guid, which Get-HubSample does not have")]
    [InlineData("### System.String\n\ns", "### System.String", "OUTPUTS says nothing of System.String")]
    [InlineData("about_Sample.md", "about_Samples.md", "the link leads nowhere: about_Samples.md")]
    public void A_page_that_does_not_fit_its_cmdlet_is_refused(string old, string text, string expected)
    {
        _folder.Replace(HelpFolder.Get, old, text);

        Refused(HelpFolder.Get, expected);
    }

    [Fact]
    public void A_cmdlet_without_a_page_in_a_language_is_refused()
    {
        _folder.Delete(HelpFolder.French);

        Refused(HelpFolder.French, "Get-HubSample has no page in fr");
    }

    [Fact]
    public void A_page_without_a_cmdlet_is_refused()
    {
        _folder.Write("docs/fr/Set-HubSample.md", _folder.Read(HelpFolder.French).Replace("Get-", "Set-", StringComparison.Ordinal));

        Refused("docs/fr/Set-HubSample.md", "there is no cmdlet Set-HubSample");
    }

    [Fact]
    public void A_common_parameter_that_no_cmdlet_has_is_refused()
    {
        _folder.Replace(HelpFolder.Common, "### -Port", "### -Sport\n\nsport\n\n### -Port");

        Refused(HelpFolder.Common, "no cmdlet has a parameter -Sport");
    }

    [Fact]
    public void A_cmdlets_own_words_come_before_the_common_ones()
    {
        _folder.Replace(HelpFolder.Get, "### -Name", "### -Port\n\nmy own port\n\n### -Name");

        Assert.Empty(_folder.Build());

        Assert.Contains("my own port", _folder.Read(English), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# about_Sample", "# about_Samples", "the title is 'about_Samples', the file's name says about_Sample")]
    [InlineData("Samples.", "- Samples.", "the first section is the short description")]
    [InlineData("Samples.", "Samples of all that can be had, described at a length that no list of topics has room for.", "the first section is the short description")]
    [InlineData("More.", "```sh\necho a line of code that would run over the right border of a terminal of 80\n```", "a line of code has more than 72 characters: echo")]
    public void A_topic_of_another_shape_is_refused(string old, string text, string expected)
    {
        _folder.Replace(HelpFolder.Topic, old, text);

        Refused(HelpFolder.Topic, expected);
    }

    [Fact]
    public void A_topic_that_one_language_lacks_is_refused()
    {
        _folder.Write("docs/en-US/about_Other.md", _folder.Read(HelpFolder.Topic).Replace("_Sample", "_Other", StringComparison.Ordinal));

        Refused("docs/fr/about_Other.md", "about_Other is not there in fr");
    }

    [Fact]
    public void A_problem_has_the_shape_of_an_error_of_the_build()
    {
        Assert.Equal("a/b.md(7): error HELP001: it is wrong", new HelpProblem("a/b.md", 7, "it is wrong").ToString());
        Assert.Equal("a/b.md: error HELP001: it is wrong", new HelpProblem("a/b.md", 0, "it is wrong").ToString());
    }

    /// <summary>The problem is named with its file, and nothing at all is written.</summary>
    private void Refused(string file, string expected)
    {
        IReadOnlyList<HelpProblem> problems = _folder.Build();

        Assert.Contains(problems, problem => problem.File == _folder.FullPath(file) && problem.Message.StartsWith(expected, StringComparison.Ordinal));
        Assert.False(_folder.Exists(English));
    }
}
