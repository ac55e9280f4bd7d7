using HubChantier.Backup.Settings;
using HubChantier.Backup.UnitTests.Settings;

namespace HubChantier.Backup.UnitTests.Scheduling;

public sealed class CarriedSettingsTests
{
    [Fact]
    public void The_command_line_and_the_environment_are_carried_and_what_the_env_file_says_is_not()
    {
        BackupSettings settings = new World()
            .InFile("POSTGRES_DB=chantier").InFile("BACKUP_SOURCE=prod")
            .With("BackupDirectory", "/srv/backups")
            .InEnvironment("PGHOST", "db.example.org")
            .Resolve();

        CarriedSettings carried = CarriedSettings.Of(settings, HubSettingOrigin.Parameter, HubSettingOrigin.Environment);

        Assert.Equal(
            [new("ENV_FILE", Path.GetFullPath(World.EnvFile)), new("BACKUP_DIR", Path.GetFullPath("/srv/backups")), new("PGHOST", "db.example.org")],
            carried.Variables);
    }

    [Fact]
    public void A_secret_is_named_and_left_behind_but_the_path_of_its_file_is_carried()
    {
        BackupSettings settings = new World()
            .HasFile("/run/secrets/db", "geheim")
            .InEnvironment("POSTGRES_PASSWORD_FILE", "/run/secrets/db")
            .InEnvironment("S3_BACKUP_BUCKET", "hub-backups")
            .InEnvironment("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
            .InEnvironment("AWS_SECRET_ACCESS_KEY", "tres-secret")
            .Resolve();

        CarriedSettings carried = CarriedSettings.Of(settings, HubSettingOrigin.Parameter, HubSettingOrigin.Environment);

        Assert.Equal([new("POSTGRES_PASSWORD_FILE", Path.GetFullPath("/run/secrets/db")), new("S3_BACKUP_BUCKET", "hub-backups")], carried.Variables);
        Assert.Equal(["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"], carried.Secrets);
    }
}
