using System.Text.RegularExpressions;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.UnitTests.Help;

/// <summary>Holds what is written of settings to the table that the module reads them by.</summary>
public partial class SettingTopicTests
{
    public static TheoryData<string> Pages => [.. DocPages.All];

    [Theory]
    [InlineData("docs/en-US/about_HubChantier_Backup.md")]
    [InlineData("docs/fr/about_HubChantier_Backup.md")]
    [InlineData("README.md")]
    public void Every_variable_is_in_a_table(string page)
    {
        string rows = string.Join('\n', DocPages.Text(page).Split('\n').Where(line => line.StartsWith('|')));

        Assert.All(SettingTable.Rows.SelectMany(row => row.Variables), variable => Assert.Contains($"`{variable}`", rows, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(DocPages.English)]
    [InlineData(DocPages.French)]
    public void Every_parameter_that_sets_one_is_in_the_overview(string culture)
    {
        string text = DocPages.Text($"docs/{culture}/{DocPages.Overview}.md");
        // User and password, key and secret are a credential each.
        string[] parameters = [.. SettingTable.Rows.Select(row => row.Parameter).OfType<string>()
            .Select(name => name is "User" or "Password" ? "Credential" : name.StartsWith("S3", StringComparison.Ordinal) ? "S3Credential" : name).Distinct()];

        Assert.All(parameters, parameter => Assert.Contains($"`-{parameter}`", text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void No_page_names_a_variable_that_nobody_reads(string page)
    {
        HashSet<string> known = [.. SettingTable.Rows.SelectMany(row => row.Variables).SelectMany(name => (string[])[name, name + "_FILE"]), .. StrayVariable.OfScripts];

        Assert.All(Variable().Matches(DocPages.Text(page)).Select(match => match.Value), variable => Assert.Contains(variable, known));
    }

    /// <summary>Not the beginning of a name, as in BACKUP_NOTIFY_…</summary>
    [GeneratedRegex(@"\b(?:S3_)?BACKUP_[A-Z0-9_]*[A-Z0-9]\b(?!…)")]
    private static partial Regex Variable();
}
