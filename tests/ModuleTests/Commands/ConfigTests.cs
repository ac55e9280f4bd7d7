using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Commands;

public sealed class ConfigTests : IDisposable
{
    private readonly ModuleSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-config-").FullName;

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Values_and_origins_are_shown_and_secrets_are_not()
    {
        File.WriteAllText(Path.Combine(_folder, ".env.production"), "POSTGRES_DB=chantier_prod\nPOSTGRES_PASSWORD=tres-secret\nBACKUP_RETENTION_DAYS=14 # deux semaines\n");
        _session.Location = _folder;

        SessionResult result = _session.Invoke("Get-HubBackupConfig -Port 6000").ThrowOnError();
        _session.Invoke("Get-HubBackupConfig | Out-Default; Get-HubBackupConfig | ForEach-Object { $_.PSObject.Properties.Value } | Out-Default").ThrowOnError();

        Assert.Equal(("chantier_prod", "EnvFile", "POSTGRES_DB"), Setting(result, "Database"));
        Assert.Equal(("14", "EnvFile", "BACKUP_RETENTION_DAYS"), Setting(result, "RetentionDays"));
        Assert.Equal(("6000", "Parameter", "-Port"), Setting(result, "Port"));
        Assert.Equal(("3", "Default", null), Setting(result, "MinimumKeep"));
        Assert.Equal(("********", "EnvFile", "POSTGRES_PASSWORD"), Setting(result, "Password"));
        Assert.DoesNotContain("tres-secret", _session.Host.Interface.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_value_is_named_with_its_file_and_line()
    {
        File.WriteAllText(Path.Combine(_folder, ".env.production"), "# réglages\nBACKUP_RETENTION_DAYS=sept\n");
        _session.Location = _folder;

        SessionResult result = _session.Invoke("Get-HubBackupConfig");

        Assert.Equal("SettingInvalid", result.ErrorId());
        Assert.Matches(@"BACKUP_RETENTION_DAYS.*\.env\.production.*2.*sept|BACKUP_RETENTION_DAYS.*sept.*\.env\.production.*2", result.Error().ToString());
    }

    private static (string? Value, string Origin, string? Variable) Setting(SessionResult result, string name)
    {
        dynamic setting = result.Output.Select(value => value.BaseObject).Single(value => (string)((dynamic)value).Name == name);
        return (setting.Value, setting.Origin.ToString(), setting.Variable);
    }
}
