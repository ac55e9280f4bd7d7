namespace HubChantier.Backup.Settings;

/// <summary>All settings, in the order in which they are documented and shown.</summary>
internal static class SettingTable
{
    public static SettingRow EnvFile { get; } = new("EnvFile", "EnvFile", ["ENV_FILE"]);

    public static SettingRow BackupDirectory { get; } = new("BackupDirectory", "BackupDirectory", ["BACKUP_DIR"]);

    public static SettingRow Database { get; } = new("Database", "Database", ["POSTGRES_DB", "PGDATABASE"]);

    public static SettingRow User { get; } = new("User", "User", ["POSTGRES_USER", "PGUSER"]);

    public static SettingRow Password { get; } = new("Password", "Password", ["POSTGRES_PASSWORD", "PGPASSWORD"], IsSecret: true);

    public static SettingRow PasswordFile { get; } = new("PasswordFile", Parameter: null, ["PGPASSFILE"]);

    public static SettingRow Server { get; } = new("Server", "Server", ["PGHOST"]);

    public static SettingRow Port { get; } = new("Port", "Port", ["PGPORT"]);

    public static SettingRow SslMode { get; } = new("SslMode", "SslMode", ["PGSSLMODE"]);

    public static SettingRow SslRootCertificate { get; } = new("SslRootCertificate", Parameter: null, ["PGSSLROOTCERT"]);

    public static SettingRow MaintenanceDatabase { get; } = new("MaintenanceDatabase", "MaintenanceDatabase", ["BACKUP_MAINTENANCE_DB"]);

    public static SettingRow Source { get; } = new("Source", "Source", ["BACKUP_SOURCE"]);

    public static SettingRow ComposeFile { get; } = new("ComposeFile", "ComposeFile", ["COMPOSE_FILE"]);

    public static SettingRow ComposeService { get; } = new("ComposeService", "ComposeService", ["BACKUP_COMPOSE_SERVICE"]);

    public static SettingRow PgBinDirectory { get; } = new("PgBinDirectory", "PgBinDirectory", ["BACKUP_PG_BIN"]);

    public static SettingRow RetentionDays { get; } = new("RetentionDays", "RetentionDays", ["BACKUP_RETENTION_DAYS", "RETENTION_DAYS"]);

    public static SettingRow MinimumKeep { get; } = new("MinimumKeep", "MinimumKeep", ["BACKUP_MINIMUM_KEEP"]);

    public static SettingRow Bucket { get; } = new("Bucket", "Bucket", ["S3_BACKUP_BUCKET"]);

    public static SettingRow Prefix { get; } = new("Prefix", "Prefix", ["S3_BACKUP_PREFIX"]);

    public static SettingRow EndpointUrl { get; } = new("EndpointUrl", "EndpointUrl", ["S3_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"]);

    public static SettingRow Region { get; } = new("Region", "Region", ["AWS_DEFAULT_REGION", "AWS_REGION"]);

    public static SettingRow S3AccessKeyId { get; } = new("S3AccessKeyId", "S3AccessKeyId", ["AWS_ACCESS_KEY_ID"], IsSecret: true);

    public static SettingRow S3SecretAccessKey { get; } = new("S3SecretAccessKey", "S3SecretAccessKey", ["AWS_SECRET_ACCESS_KEY"], IsSecret: true);

    public static SettingRow S3SessionToken { get; } = new("S3SessionToken", Parameter: null, ["AWS_SESSION_TOKEN"], IsSecret: true);

    /// <summary>Its parameter is <c>-RetentionDays</c>, where that means the copies in S3.</summary>
    public static SettingRow S3RetentionDays { get; } = new("S3RetentionDays", Parameter: null, ["BACKUP_S3_RETENTION_DAYS"]);

    public static SettingRow S3Checksum { get; } = new("S3Checksum", Parameter: null, ["BACKUP_S3_CHECKSUM"]);

    public static SettingRow S3ChunkedSigning { get; } = new("S3ChunkedSigning", Parameter: null, ["BACKUP_S3_CHUNKED_SIGNING"]);

    public static SettingRow S3TimeoutSeconds { get; } = new("S3TimeoutSeconds", Parameter: null, ["BACKUP_S3_TIMEOUT_SECONDS"]);

    public static SettingRow Recipient { get; } = new("Recipient", "Recipient", ["BACKUP_AGE_RECIPIENT"]);

    public static SettingRow IdentityFile { get; } = new("IdentityFile", "IdentityFile", ["BACKUP_AGE_IDENTITY_FILE"]);

    public static SettingRow NotifyOn { get; } = new("NotifyOn", "NotifyOn", ["BACKUP_NOTIFY_ON"]);

    public static SettingRow NotifySlackUrl { get; } = new("NotifySlackUrl", Parameter: null, ["BACKUP_NOTIFY_SLACK_URL"], IsSecret: true);

    public static SettingRow NotifyDiscordUrl { get; } = new("NotifyDiscordUrl", Parameter: null, ["BACKUP_NOTIFY_DISCORD_URL"], IsSecret: true);

    public static SettingRow NotifyTeamsUrl { get; } = new("NotifyTeamsUrl", Parameter: null, ["BACKUP_NOTIFY_TEAMS_URL"], IsSecret: true);

    public static SettingRow NotifyWebhookUrl { get; } = new("NotifyWebhookUrl", Parameter: null, ["BACKUP_NOTIFY_WEBHOOK_URL"], IsSecret: true);

    public static SettingRow NotifyPingUrl { get; } = new("NotifyPingUrl", Parameter: null, ["BACKUP_NOTIFY_PING_URL"], IsSecret: true);

    public static SettingRow NotifyMailTo { get; } = new("NotifyMailTo", Parameter: null, ["BACKUP_NOTIFY_MAIL_TO"]);

    public static SettingRow NotifyMailFrom { get; } = new("NotifyMailFrom", Parameter: null, ["BACKUP_NOTIFY_MAIL_FROM"]);

    public static SettingRow NotifySmtpHost { get; } = new("NotifySmtpHost", Parameter: null, ["BACKUP_NOTIFY_SMTP_HOST"]);

    public static SettingRow NotifySmtpPort { get; } = new("NotifySmtpPort", Parameter: null, ["BACKUP_NOTIFY_SMTP_PORT"]);

    public static SettingRow NotifySmtpSecurity { get; } = new("NotifySmtpSecurity", Parameter: null, ["BACKUP_NOTIFY_SMTP_SECURITY"]);

    public static SettingRow NotifySmtpUser { get; } = new("NotifySmtpUser", Parameter: null, ["BACKUP_NOTIFY_SMTP_USER"]);

    public static SettingRow NotifySmtpPassword { get; } = new("NotifySmtpPassword", Parameter: null, ["BACKUP_NOTIFY_SMTP_PASSWORD"], IsSecret: true);

    public static SettingRow NotifyTimeoutSeconds { get; } = new("NotifyTimeoutSeconds", Parameter: null, ["BACKUP_NOTIFY_TIMEOUT_SECONDS"]);

    public static SettingRow LogPath { get; } = new("LogPath", "LogPath", ["BACKUP_LOG_FILE"]);

    public static IReadOnlyList<SettingRow> Rows { get; } =
    [
        EnvFile, BackupDirectory, Database, User, Password, PasswordFile, Server, Port, SslMode, SslRootCertificate, MaintenanceDatabase,
        Source, ComposeFile, ComposeService, PgBinDirectory, RetentionDays, MinimumKeep, Bucket, Prefix, EndpointUrl, Region,
        S3AccessKeyId, S3SecretAccessKey, S3SessionToken, S3RetentionDays, S3Checksum, S3ChunkedSigning, S3TimeoutSeconds, Recipient, IdentityFile,
        NotifyOn, NotifySlackUrl, NotifyDiscordUrl, NotifyTeamsUrl, NotifyWebhookUrl, NotifyPingUrl, NotifyMailTo, NotifyMailFrom,
        NotifySmtpHost, NotifySmtpPort, NotifySmtpSecurity, NotifySmtpUser, NotifySmtpPassword, NotifyTimeoutSeconds, LogPath,
    ];
}
