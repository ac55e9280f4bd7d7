using HubChantier.Backup.Settings;

namespace HubChantier.Backup.UnitTests.Settings;

[InEnglish]
public sealed class BackupSettingsTests
{
    [Fact]
    public void The_env_file_is_the_parameter_s_else_the_variable_s_else_the_one_that_is_here()
    {
        World world = new World().HasFile("/here/.env.production", "BACKUP_SOURCE=here").HasFile("/etc/hub.env", "BACKUP_SOURCE=variable").HasFile("/here/a/b.env", "BACKUP_SOURCE=parameter");
        Check("here", "/here/.env.production", HubSettingOrigin.Default, variable: null);
        world.InEnvironment("ENV_FILE", "/etc/hub.env");
        Check("variable", "/etc/hub.env", HubSettingOrigin.Environment, "ENV_FILE");
        world.With("EnvFile", "a/b.env");
        Check("parameter", "/here/a/b.env", HubSettingOrigin.Parameter, "-EnvFile");

        void Check(string source, string path, HubSettingOrigin origin, string? variable)
        {
            BackupSettings settings = world.Resolve();
            HubSetting shown = settings.All[0];
            Assert.Equal((source, path), (settings.Source, World.Unix(settings.EnvFile)));
            Assert.Equal(("EnvFile", path, origin, variable), (shown.Name, World.Unix(shown.Value), shown.Origin, shown.Variable));
        }
    }

    [Fact]
    public void No_env_file_is_no_error_but_a_named_one_that_is_missing_is()
    {
        Assert.Null(new World().Resolve().EnvFile);
        Assert.StartsWith("-EnvFile names the file /here/gone.env, which cannot be read:", new World().With("EnvFile", "gone.env").Fault(), StringComparison.Ordinal);
        Assert.StartsWith("ENV_FILE (environment) names the file /here/gone.env, ", new World().InEnvironment("ENV_FILE", "gone.env").Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_env_file_in_an_env_file_means_nothing()
        => Assert.Equal(World.EnvFile, World.Unix(new World().InFile("ENV_FILE=/other").Resolve().EnvFile));

    [Fact]
    public void Relative_paths_are_meant_against_the_place_that_names_them()
    {
        Assert.Equal("/here/b", World.Unix(new World().With("BackupDirectory", "b").Resolve().BackupDirectory));
        Assert.Equal("/b", World.Unix(new World().InEnvironment("BACKUP_DIR", "../b/").Resolve().BackupDirectory));
        Assert.Equal("/srv/hub/b", World.Unix(new World().InFile("BACKUP_DIR=./b").Resolve().BackupDirectory));
        Assert.Equal("/srv/ca.pem", World.Unix(new World().InFile("PGSSLROOTCERT=../ca.pem").Resolve().SslRootCertificate));
    }

    [Fact]
    public void The_home_folder_is_replaced_where_no_shell_does()
    {
        Assert.Equal("/home/anna/b", World.Unix(new World().InFile("BACKUP_DIR=~/b").Resolve().BackupDirectory));
        Assert.Equal("/home/anna", World.Unix(new World().InEnvironment("BACKUP_DIR", "~").Resolve().BackupDirectory));
        Assert.Equal("/here/~x", World.Unix(new World().InEnvironment("BACKUP_DIR", "~x").Resolve().BackupDirectory));
        Assert.Contains("~/b", new World { Home = "" }.InEnvironment("BACKUP_DIR", "~/b").Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_env_file_s_variables_are_replaced_by_the_process_s_values_first()
        => Assert.Equal("shop_prod", new World().InEnvironment("STAGE", "prod").InFile("STAGE=dev").InFile("POSTGRES_DB=shop_${STAGE:-none}").Resolve().Database);

    [Fact]
    public void A_credential_brings_its_own_password_or_none()
    {
        World world = new World().InEnvironment("POSTGRES_PASSWORD", "other").With("User", "anna").With("Password", "own");
        Assert.Equal("own", world.Resolve().Password);
        Assert.Null(world.With("Password", "").Resolve().Password);
        Assert.Null(world.With("Password", value: null).Resolve().Password);
        Assert.Equal("other", world.With("User", value: null).Resolve().Password);
    }

    [Fact]
    public void A_password_keeps_its_spaces_and_loses_the_line_ends_of_its_file()
    {
        Assert.Equal("  a b ", new World().InEnvironment("PGPASSWORD", "  a b ").Resolve().Password);
        Assert.Equal(" a\nb ", new World().InEnvironment("PGPASSWORD_FILE", "p").HasFile("/here/p", " a\nb \n\n").Resolve().Password);
    }

    [Fact]
    public void The_password_file_is_libpq_s_if_it_is_there()
    {
        Assert.Null(new World().Resolve().PasswordFile);
        Assert.Equal("/home/anna/.pgpass", new World().HasFile("/home/anna/.pgpass").Resolve().PasswordFile);
        Assert.Null(new World { Home = "" }.HasFile("/.pgpass").Resolve().PasswordFile);
        World windows = new World { IsWindows = true }.InEnvironment("APPDATA", @"C:\Users\anna\AppData\Roaming");
        Assert.Equal(@"C:\Users\anna\AppData\Roaming\postgresql\pgpass.conf", windows.HasFile(@"C:\Users\anna\AppData\Roaming\postgresql\pgpass.conf").Resolve().PasswordFile);
    }

    [Fact]
    public void The_local_server_is_looked_for_where_its_socket_is()
    {
        Assert.Equal("localhost", new World().Resolve().Host);
        World folder = new();
        folder.Files.Folders.Add("/var/run/postgresql");
        Assert.Equal("/var/run/postgresql", folder.Resolve().Host);
        Assert.Equal("/tmp", folder.HasFile("/tmp/.s.PGSQL.5433").With("Port", 5433).Resolve().Host);
        Assert.Equal("/var/run/postgresql", folder.HasFile("/var/run/postgresql/.s.PGSQL.5433").Resolve().Host);
        Assert.Equal("localhost", new World { IsWindows = true }.HasFile("/tmp/.s.PGSQL.5432").Resolve().Host);
    }

    [Fact]
    public void On_Windows_backups_lie_with_the_data_of_all_users()
    {
        Assert.Equal(@"D:\Data\hub-chantier\backups", new World { IsWindows = true }.InEnvironment("ProgramData", @"D:\Data").Resolve().BackupDirectory);
        Assert.Equal(@"C:\ProgramData\hub-chantier\backups", new World { IsWindows = true }.Resolve().BackupDirectory);
    }

    [Fact]
    public void Several_compose_files_are_separated_as_for_compose()
    {
        Assert.Equal(["/here/a.yml", "/b.yml"], new World().InEnvironment("COMPOSE_FILE", "a.yml:/b.yml").Resolve().ComposeFiles.Select(World.Unix));
        Assert.Equal(["/srv/hub/a.yml", "/b.yml"], new World().InFile("COMPOSE_FILE=a.yml;/b.yml").InFile("COMPOSE_PATH_SEPARATOR=;").Resolve().ComposeFiles.Select(World.Unix));
        Assert.Equal(["/here/a.yml", "/b.yml"], new World { IsWindows = true }.InEnvironment("COMPOSE_FILE", "a.yml;/b.yml").Resolve().ComposeFiles.Select(World.Unix));
        Assert.Equal(["/here/a;b.yml"], new World { IsWindows = true }.With("ComposeFile", "a;b.yml").Resolve().ComposeFiles.Select(World.Unix));
        BackupSettings list = new World().With("ComposeFile", new[] { "a.yml", "/b.yml" }).Resolve();
        Assert.Equal(["/here/a.yml", "/b.yml"], list.ComposeFiles.Select(World.Unix));
        Assert.Equal("/here/a.yml:/b.yml", World.Unix(list.All.Single(setting => setting.Name == "ComposeFile").Value));
    }

    [Fact]
    public void Compose_is_chosen_when_a_compose_file_is_set_and_no_server()
    {
        Assert.False(new World().Resolve().UsesCompose);
        Assert.True(new World().InFile("COMPOSE_FILE=a.yml").Resolve().UsesCompose);
        Assert.False(new World().InFile("COMPOSE_FILE=a.yml").InFile("PGHOST=db").Resolve().UsesCompose);
        Assert.False(new World().InFile("COMPOSE_FILE=a.yml").With("Server", "db").Resolve().UsesCompose);
        Assert.True(new World().With("ComposeFile", "a.yml").InEnvironment("PGHOST", "db").Resolve().UsesCompose);
        Assert.False(new World().With("ComposeFile", "a.yml").With("Server", "db").Resolve().UsesCompose);
    }

    [Fact]
    public void Days_in_S3_are_the_variable_s_else_the_local_ones()
    {
        Assert.Equal(9, new World().InEnvironment("RETENTION_DAYS", "9").Resolve().S3RetentionDays);
        World world = new World().InFile("BACKUP_S3_RETENTION_DAYS=90").With("RetentionDays", 5);
        Assert.Equal((5, 90), Days());
        world.With("Bucket", "bucket");
        Assert.Equal((5, 5), Days());
        world.With("Bucket", value: null).With("FromS3", true);
        Assert.Equal((5, 5), Days());
        world.With("FromS3", false);
        Assert.Equal((5, 90), Days());

        (int Local, int S3) Days()
        {
            BackupSettings settings = world.Resolve();
            return (settings.RetentionDays, settings.S3RetentionDays);
        }
    }

    [Theory]
    [InlineData("Require", "require")]
    [InlineData("VERIFY-FULL", "verify-full")]
    public void The_TLS_mode_is_taken_in_any_case_and_spelt_as_libpq_does(string given, string expected)
        => Assert.Equal(expected, new World().With("SslMode", given).Resolve().SslMode);

    [Fact]
    public void The_system_s_certificates_are_a_word_not_a_path()
    {
        World world = new World().InEnvironment("PGSSLROOTCERT", "system");
        Assert.Equal("system", world.Resolve().SslRootCertificate);
        Assert.Equal("system", world.InEnvironment("PGSSLMODE", "verify-full").Resolve().SslRootCertificate);
        string fault = world.InEnvironment("PGSSLMODE", "require").Fault();
        Assert.Contains("PGSSLROOTCERT (environment) is 'system' and PGSSLMODE (environment) is 'require'", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_is_printed_holds_a_secret()
    {
        BackupSettings settings = new World().With("Password", "hunter2").InFile("AWS_ACCESS_KEY_ID=hunter2id").InFile("AWS_SECRET_ACCESS_KEY=hunter2key").InFile("AWS_SESSION_TOKEN=hunter2token").Resolve();
        Assert.Equal(("hunter2", "hunter2id", "hunter2key", "hunter2token"), (settings.Password, settings.S3AccessKeyId, settings.S3SecretAccessKey, settings.S3SessionToken));
        Assert.DoesNotContain("hunter2", settings.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", string.Join('\n', settings.All), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", System.Text.Json.JsonSerializer.Serialize(settings.All), StringComparison.Ordinal);
        Assert.Equal(4, settings.All.Count(setting => setting is { IsSecret: true, Value: "********" }));
    }
}
