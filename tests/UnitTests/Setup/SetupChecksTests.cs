using HubChantier.Backup.Setup;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.UnitTests.Setup;

public sealed class SetupChecksTests
{
    [Fact]
    public void What_a_check_needs_is_a_setting_or_stands_before_it_and_names_are_used_once()
    {
        SetupCheck[] checks = [.. SetupChecks.For(Request())];
        HashSet<string> known = [.. SettingTable.Rows.Select(row => row.Name), "Compose"];

        foreach (SetupCheck check in checks)
        {
            Assert.All(check.Needs, need => Assert.Contains(need, known));
            known.Add(check.Name);
        }

        Assert.Equal(checks.Length, checks.Select(check => check.Name).Distinct().Count());
    }

    [Fact]
    public void Checks_of_one_category_stand_together_so_that_the_view_groups_them()
    {
        HubSetupCategory[] categories = [.. SetupChecks.For(Request()).Select(check => check.Category)];

        Assert.Equal(categories.Order(), categories);
    }

    private static SetupRequest Request() => new()
    {
        Survey = SettingSurvey.Of(new SettingSources
        {
            Parameters = new Dictionary<string, object?> { ["Bucket"] = "copies" },
            Environment = new Dictionary<string, string>(),
            CurrentFolder = "/",
            HomeFolder = "",
            Files = new NoFiles(),
        }),
        MayMakeDatabase = true,
        MayWriteFolder = true,
        MayWriteObject = true,
        Schedules = _ => [],
        Advice = failure => failure.ToString(),
    };

    private sealed class NoFiles : ISettingFiles
    {
        public string ReadText(string path) => throw new FileNotFoundException();

        public bool FileExists(string path) => false;

        public bool FolderExists(string path) => false;
    }
}
