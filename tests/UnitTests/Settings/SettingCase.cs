using HubChantier.Backup.Encryption;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.UnitTests.Settings;

/// <summary>A row of the documented table of settings, written by hand, with values that it may hold.</summary>
/// <param name="Name">The setting's name.</param>
/// <param name="Parameter">The parameter, or null.</param>
/// <param name="Variables">Its variables, first found.</param>
/// <param name="Values">Allowed values, one for every place and variable that can give it.</param>
/// <param name="Default">What counts where nobody gives it, as text.</param>
/// <param name="Read">The typed value, as text.</param>
public sealed record SettingCase(
    string Name, string? Parameter, string[] Variables, string[] Values, string? Default, Func<BackupSettings, string?> Read, bool IsSecret = false)
{
    public override string ToString() => Name;

    /// <summary>All settings but the env file, whose precedence is another, and those of mail, which go together.</summary>
    public static IReadOnlyList<SettingCase> All { get; } =
    [
        new("BackupDirectory", "BackupDirectory", ["BACKUP_DIR"], Paths(3), "/var/backups/hub-chantier", s => World.Unix(s.BackupDirectory)),
        new("Database", "Database", ["POSTGRES_DB", "PGDATABASE"], Words(5), "hub_chantier", s => s.Database),
        new("User", "User", ["POSTGRES_USER", "PGUSER"], Words(5), "hubchantier", s => s.User),
        new("Password", "Password", ["POSTGRES_PASSWORD", "PGPASSWORD"], Words(5), Default: null, s => s.Password, IsSecret: true),
        new("PasswordFile", Parameter: null, ["PGPASSFILE"], Paths(2), Default: null, s => World.Unix(s.PasswordFile)),
        new("Server", "Server", ["PGHOST"], Words(3), "localhost", s => s.Host),
        new("Port", "Port", ["PGPORT"], ["1", "65535", "5433"], "5432", s => Number(s.Port)),
        new("SslMode", "SslMode", ["PGSSLMODE"], ["require", "verify-ca", "disable"], Default: null, s => s.SslMode),
        new("SslRootCertificate", Parameter: null, ["PGSSLROOTCERT"], Paths(2), Default: null, s => World.Unix(s.SslRootCertificate)),
        new("MaintenanceDatabase", "MaintenanceDatabase", ["BACKUP_MAINTENANCE_DB"], Words(3), Default: null, s => s.MaintenanceDatabase),
        new("Source", "Source", ["BACKUP_SOURCE"], Words(3), "default", s => s.Source),
        new("ComposeFile", "ComposeFile", ["COMPOSE_FILE"], Paths(3), Default: null, s => s.ComposeFiles.Count == 0 ? null : World.Unix(string.Join("|", s.ComposeFiles))),
        new("ComposeService", "ComposeService", ["BACKUP_COMPOSE_SERVICE"], Words(3), "db", s => s.ComposeService),
        new("PgBinDirectory", "PgBinDirectory", ["BACKUP_PG_BIN"], Paths(3), Default: null, s => World.Unix(s.PgBinDirectory)),
        new("RetentionDays", "RetentionDays", ["BACKUP_RETENTION_DAYS", "RETENTION_DAYS"], Numbers(5), "7", s => Number(s.RetentionDays)),
        new("MinimumKeep", "MinimumKeep", ["BACKUP_MINIMUM_KEEP"], Numbers(3), "3", s => Number(s.MinimumKeep)),
        new("Bucket", "Bucket", ["S3_BACKUP_BUCKET"], Words(3), Default: null, s => s.Bucket),
        new("Prefix", "Prefix", ["S3_BACKUP_PREFIX"], ["a/", "b/c/", "d/"], "backups/", s => s.Prefix),
        new("EndpointUrl", "EndpointUrl", ["S3_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"],
            [.. Enumerable.Range(1, 7).Select(i => $"https://s{i}.example:9000")], Default: null, s => s.EndpointUrl?.AbsoluteUri.TrimEnd('/')),
        new("Region", "Region", ["AWS_DEFAULT_REGION", "AWS_REGION"], Words(5), Default: null, s => s.Region),
        new("S3AccessKeyId", "S3AccessKeyId", ["AWS_ACCESS_KEY_ID"], Words(3), Default: null, s => s.S3AccessKeyId, IsSecret: true),
        new("S3SecretAccessKey", "S3SecretAccessKey", ["AWS_SECRET_ACCESS_KEY"], Words(3), Default: null, s => s.S3SecretAccessKey, IsSecret: true),
        new("S3RetentionDays", Parameter: null, ["BACKUP_S3_RETENTION_DAYS"], Numbers(2), "7", s => Number(s.S3RetentionDays)),
        new("S3Checksum", Parameter: null, ["BACKUP_S3_CHECKSUM"], ["md5", "sha256"], "sha256", s => s.S3Checksum),
        new("S3ChunkedSigning", Parameter: null, ["BACKUP_S3_CHUNKED_SIGNING"], ["true", "false"], "false", s => s.S3ChunkedSigning ? "true" : "false"),
        new("S3TimeoutSeconds", Parameter: null, ["BACKUP_S3_TIMEOUT_SECONDS"], Numbers(2), "60", s => Number(s.S3TimeoutSeconds)),
        new("Recipient", "Recipient", ["BACKUP_AGE_RECIPIENT"], [.. Enumerable.Range(1, 3).Select(i => $"{AgeRecipient.Of([.. Enumerable.Repeat((byte)i, 32)])}")], Default: null,
            s => s.Recipients.Count == 0 ? null : string.Join("|", s.Recipients)),
        new("IdentityFile", "IdentityFile", ["BACKUP_AGE_IDENTITY_FILE"], Paths(3), Default: null, s => World.Unix(s.IdentityFile)),
        new("NotifyOn", "NotifyOn", ["BACKUP_NOTIFY_ON"], ["always", "failure", "always"], "failure", s => s.Notifiers!.TellsSuccess ? "always" : "failure"),
        new("NotifySlackUrl", Parameter: null, ["BACKUP_NOTIFY_SLACK_URL"], Urls(2), Default: null, s => s.Notifiers!.SlackUrl?.AbsoluteUri, IsSecret: true),
        new("NotifyDiscordUrl", Parameter: null, ["BACKUP_NOTIFY_DISCORD_URL"], Urls(2), Default: null, s => s.Notifiers!.DiscordUrl?.AbsoluteUri, IsSecret: true),
        new("NotifyTeamsUrl", Parameter: null, ["BACKUP_NOTIFY_TEAMS_URL"], Urls(2), Default: null, s => s.Notifiers!.TeamsUrl?.AbsoluteUri, IsSecret: true),
        new("NotifyWebhookUrl", Parameter: null, ["BACKUP_NOTIFY_WEBHOOK_URL"], Urls(2), Default: null, s => s.Notifiers!.WebhookUrl?.AbsoluteUri, IsSecret: true),
        new("NotifyPingUrl", Parameter: null, ["BACKUP_NOTIFY_PING_URL"], Urls(2), Default: null, s => s.Notifiers!.PingUrl?.AbsoluteUri, IsSecret: true),
        new("NotifyTimeoutSeconds", Parameter: null, ["BACKUP_NOTIFY_TIMEOUT_SECONDS"], Numbers(2), "30", s => Number((int)s.Notifiers!.Timeout.TotalSeconds)),
        new("LogPath", "LogPath", ["BACKUP_LOG_FILE"], Paths(3), Default: null, s => World.Unix(s.LogPath)),
    ];

    public static SettingCase Of(string name) => All.Single(setting => setting.Name == name);

    private static string[] Paths(int count) => [.. Enumerable.Range(1, count).Select(i => $"/p{i}/x")];

    private static string[] Urls(int count) => [.. Enumerable.Range(1, count).Select(i => $"https://h{i}.example/a?b={i}")];

    private static string[] Words(int count) => [.. Enumerable.Range(1, count).Select(i => $"word{i}")];

    private static string[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(i => Number(10 + i))];

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
