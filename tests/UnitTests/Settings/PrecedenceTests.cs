using HubChantier.Backup.Settings;

namespace HubChantier.Backup.UnitTests.Settings;

/// <summary>Parameter, then the process's environment, then the env file, then the default; within a place the order of the variables.</summary>
[InEnglish]
public sealed class PrecedenceTests
{
    public static TheoryData<string> Names => [.. SettingCase.All.Select(setting => setting.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_strongest_place_that_gives_a_setting_wins(string name)
    {
        SettingCase setting = SettingCase.Of(name);
        List<(HubSettingOrigin Origin, string Variable)> places = Places(setting);
        Assert.Equal(places.Count, setting.Values.Length);
        for (int strongest = 0; strongest < places.Count; strongest++)
        {
            World world = new();
            for (int place = strongest; place < places.Count; place++)
            {
                Give(world, places[place].Origin, places[place].Variable, setting.Values[place]);
            }

            BackupSettings settings = world.Resolve();
            HubSetting shown = settings.All.Single(shown => shown.Name == name);
            Assert.Equal(setting.Values[strongest], setting.Read(settings));
            Assert.Equal(setting.IsSecret ? "********" : setting.Values[strongest], World.Unix(shown.Value));
            Assert.Equal(places[strongest].Origin, shown.Origin);
            Assert.Equal(places[strongest].Origin == HubSettingOrigin.Parameter ? "-" + places[strongest].Variable : places[strongest].Variable, shown.Variable);
            // The lines are written strongest first.
            Assert.Equal(places[strongest].Origin == HubSettingOrigin.EnvFile ? 1 : null, shown.Line);
            Assert.Null(shown.Path);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nobody_gives_it_then_the_default_counts(string name)
    {
        SettingCase setting = SettingCase.Of(name);
        BackupSettings settings = new World().Resolve();
        HubSetting shown = settings.All.Single(shown => shown.Name == name);
        Assert.Equal(setting.Default, setting.Read(settings));
        Assert.Equal(setting.Default, shown.Value);
        Assert.Equal(HubSettingOrigin.Default, shown.Origin);
        Assert.Null(shown.Variable);
        Assert.Equal(setting.IsSecret, shown.IsSecret);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_empty_variable_is_not_set(string name)
    {
        SettingCase setting = SettingCase.Of(name);
        string last = setting.Variables[^1];
        World world = new();
        foreach (string variable in setting.Variables)
        {
            world.InEnvironment(variable, "").InEnvironment(variable + "_FILE", "").InFile($"{variable}_FILE=\n{variable}=");
        }

        Assert.Equal(setting.Default, setting.Read(world.Resolve()));
        Assert.Equal(setting.Values[0], setting.Read(world.InFile($"{last}={setting.Values[0]}").Resolve()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_variable_of_files_gives_the_content_of_the_file(string name)
    {
        SettingCase setting = SettingCase.Of(name);
        foreach (string variable in setting.Variables)
        {
            World inEnvironment = new World().InEnvironment(variable + "_FILE", "/run/secrets/x").HasFile("/run/secrets/x", setting.Values[0] + "\n");
            World inFile = new World().InFile($"{variable}_FILE=secrets/x").HasFile("/srv/hub/secrets/x", setting.Values[0] + "\r\n");
            Check(inEnvironment.Resolve(), HubSettingOrigin.Environment, "/run/secrets/x", line: null);
            Check(inFile.Resolve(), HubSettingOrigin.EnvFile, "/srv/hub/secrets/x", line: 1);

            void Check(BackupSettings settings, HubSettingOrigin origin, string path, int? line)
            {
                HubSetting shown = settings.All.Single(shown => shown.Name == name);
                Assert.Equal(setting.Values[0], setting.Read(settings));
                Assert.Equal((origin, variable + "_FILE", path, line), (shown.Origin, shown.Variable, World.Unix(shown.Path), shown.Line));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_variable_and_its_file_in_one_place_are_an_error_that_names_both(string name)
    {
        SettingCase setting = SettingCase.Of(name);
        foreach (string variable in setting.Variables)
        {
            string[] faults =
            [
                new World().InEnvironment(variable, "x").InEnvironment(variable + "_FILE", "/x").Fault(),
                new World().InFile($"{variable}=x").InFile($"{variable}_FILE=/x").Fault(),
            ];
            Assert.All(faults, fault => Assert.StartsWith($"{variable} and {variable}_FILE are both set", fault, StringComparison.Ordinal));
            Assert.Contains(World.EnvFile, faults[1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_variable_and_its_file_in_two_places_are_not()
    {
        World world = new World().InEnvironment("POSTGRES_PASSWORD_FILE", "/run/secrets/p").HasFile("/run/secrets/p", "strong").InFile("POSTGRES_PASSWORD=weak");
        Assert.Equal("strong", world.Resolve().Password);
    }

    [Fact]
    public void Every_setting_is_shown_once_in_the_order_of_the_table()
        => Assert.Equal(
            [
                "EnvFile", "BackupDirectory", "Database", "User", "Password", "PasswordFile", "Server", "Port", "SslMode", "SslRootCertificate",
                "MaintenanceDatabase", "Source", "ComposeFile", "ComposeService", "PgBinDirectory", "RetentionDays", "MinimumKeep", "Bucket", "Prefix",
                "EndpointUrl", "Region", "S3AccessKeyId", "S3SecretAccessKey", "S3SessionToken", "S3RetentionDays",
                "S3Checksum", "S3ChunkedSigning", "S3TimeoutSeconds", "Recipient", "IdentityFile",
                "NotifyOn", "NotifySlackUrl", "NotifyDiscordUrl", "NotifyTeamsUrl", "NotifyWebhookUrl", "NotifyPingUrl", "NotifyMailTo", "NotifyMailFrom",
                "NotifySmtpHost", "NotifySmtpPort", "NotifySmtpSecurity", "NotifySmtpUser", "NotifySmtpPassword", "NotifyTimeoutSeconds", "LogPath",
            ],
            new World().Resolve().All.Select(setting => setting.Name));

    private static List<(HubSettingOrigin Origin, string Variable)> Places(SettingCase setting) =>
    [
        .. setting.Parameter is null ? (IEnumerable<(HubSettingOrigin, string)>)[] : [(HubSettingOrigin.Parameter, setting.Parameter)],
        .. setting.Variables.Select(variable => (HubSettingOrigin.Environment, variable)),
        .. setting.Variables.Select(variable => (HubSettingOrigin.EnvFile, variable)),
    ];

    private static void Give(World world, HubSettingOrigin origin, string variable, string value)
    {
        switch (origin)
        {
            case HubSettingOrigin.Parameter:
                world.With(variable, value);
                break;
            case HubSettingOrigin.Environment:
                world.InEnvironment(variable, value);
                break;
            default:
                world.InFile($"{variable}={value}");
                break;
        }
    }
}
