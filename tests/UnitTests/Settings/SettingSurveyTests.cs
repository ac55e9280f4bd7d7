using HubChantier.Backup.Settings;

namespace HubChantier.Backup.UnitTests.Settings;

[InEnglish]
public sealed class SettingSurveyTests
{
    [Fact]
    public void Every_setting_that_is_wrong_is_found_and_the_others_are_read()
    {
        SettingSurvey survey = new World()
            .InFile("PGPORT=abc").InFile("POSTGRES_DB=chantier").InFile("BACKUP_MINIMUM_KEEP=0").InFile("POSTGRES_PASSWORD_FILE=/nowhere")
            .InEnvironment("PGSSLMODE", "always").With("Source", "a/b").Survey();

        Assert.Equal(["MinimumKeep", "Password", "Port", "Source", "SslMode"], survey.Problems.Keys.Order());
        Assert.Contains($"PGPORT ({World.EnvFile}, line 1) is 'abc'", survey.Problems["Port"].Message, StringComparison.Ordinal);
        Assert.Equal("chantier", survey.Settings.Database);
        Assert.Equal(HubSettingOrigin.Default, survey.Settings.All.Single(setting => setting.Name == "Port").Origin);
    }

    [Theory]
    [InlineData("/srv/other.env", null)]
    [InlineData(World.EnvFile, "PGPORT=1\nA B=c")]
    [InlineData(World.EnvFile, "PGPORT=${NOWHERE:?is needed}")]
    public void An_env_file_that_cannot_be_read_is_one_problem(string path, string? text)
    {
        World world = new World().With("EnvFile", path);
        SettingSurvey survey = (text is null ? world : world.HasFile(path, text)).Survey();

        Assert.Equal(["EnvFile"], survey.Problems.Keys);
        Assert.Null(survey.Settings.EnvFile);
        Assert.Equal(5432, survey.Settings.Port);
    }

    [Fact]
    public void Keys_of_S3_that_are_not_whole_are_one_problem_for_each_that_is_there()
        => Assert.Equal(["S3AccessKeyId"], new World().InFile("S3_BACKUP_BUCKET=bucket").InFile("AWS_ACCESS_KEY_ID=x").Survey().Problems.Keys);

    [Fact]
    public void Good_settings_have_no_problems() => Assert.Empty(new World().InFile("PGPORT=1").Survey().Problems);

    [Theory]
    [InlineData("BACKUP_RETENTION_DAY", "BACKUP_RETENTION_DAYS")]
    [InlineData("BACKUP_RETENTOIN_DAYS", "BACKUP_RETENTION_DAYS")]
    [InlineData("backup_dir", "BACKUP_DIR")]
    [InlineData("PGHOSTS", "PGHOST")]
    [InlineData("POSTGRES_PASSWORD_FIEL", "POSTGRES_PASSWORD_FILE")]
    [InlineData("BACKUP_FOLDER", null)]
    [InlineData("S3_BACKUP_KEY", null)]
    public void A_variable_that_looks_like_ours_is_found_in_the_env_file(string name, string? near)
    {
        SettingSurvey survey = new World().InFile("# first").InFile(name + "=1").Survey();

        Assert.Equal([new StrayVariable(name, Line: 2, near)], survey.Strays);
    }

    [Theory]
    [InlineData("POSTGRES_DB")]
    [InlineData("POSTGRES_PASSWORD_FILE")]
    [InlineData("POSTGRES_INITDB_ARGS")]
    [InlineData("POSTGRES_HOST_AUTH_METHOD")]
    [InlineData("PGDATA")]
    [InlineData("PGTZ")]
    [InlineData("AWS_PROFILE")]
    [InlineData("LOG_FILE")]
    [InlineData("DATABASE_URL")]
    [InlineData("BACKUP_CRON")]
    [InlineData("BACKUP_METRIC_FILE")]
    [InlineData("BACKUP_ASSUME_ROOM")]
    public void Variables_of_others_are_left_alone(string name) => Assert.Empty(new World().InFile(name + "=/x").HasFile("/x", "x").Survey().Strays);

    [Fact]
    public void In_the_environment_only_slips_of_the_keyboard_are_found()
        => Assert.Equal(
            [new StrayVariable("PGPOTR", Line: null, "PGPORT")],
            new World().InEnvironment("PGPOTR", "1").InEnvironment("BACKUP_FOLDER", "x").InEnvironment("HOME", "/x").Survey().Strays);
}
