using HubChantier.Backup.Encryption;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Settings;

/// <summary>
/// The settings of one call: parameter, else the process's environment, else the env file, else the default. Holds secrets:
/// never shown, logged or serialised; what may be shown is in <see cref="All"/>.
/// </summary>
/// <remarks>
/// An empty variable counts as not set. For any variable X the variable X_FILE may name a file whose content is the value.
/// Relative paths are meant against the current location, those of the env file against its folder; <c>~/</c> is the home
/// folder. A value that is not allowed is an error, never the default.
/// </remarks>
public sealed class BackupSettings
{
    internal BackupSettings()
    {
    }

    /// <summary>Absolute path of the env file that was read, or null.</summary>
    public string? EnvFile { get; init; }

    /// <summary>Absolute path of the folder of the backups; never the root.</summary>
    public required string BackupDirectory { get; init; }

    /// <summary>Name of the database, 1 to 63 bytes.</summary>
    public required string Database { get; init; }

    /// <summary>Role.</summary>
    public required string User { get; init; }

    /// <summary>Password, or null: then the password file is asked. With <c>-Credential</c> it is the credential's own or null.</summary>
    public string? Password { get; init; }

    /// <summary>Absolute path of a password file in libpq's format: PGPASSFILE, else libpq's own place if a file is there; or null.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Host name, address or absolute socket folder; where nobody gives one, the local server's socket folder or localhost.</summary>
    public required string Host { get; init; }

    /// <summary>Port, 1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>libpq's sslmode, or null for libpq's default.</summary>
    public string? SslMode { get; init; }

    /// <summary>Absolute path of the root certificate, libpq's word <c>system</c>, or null for libpq's default.</summary>
    public string? SslRootCertificate { get; init; }

    /// <summary>Database from which orders are given, or null for the first of the usual ones that lets us in.</summary>
    public string? MaintenanceDatabase { get; init; }

    /// <summary>Name of the source, for hosts that share a folder or a bucket.</summary>
    public required string Source { get; init; }

    /// <summary>Absolute paths of the compose files, in their order; empty where there is none.</summary>
    public required IReadOnlyList<string> ComposeFiles { get; init; }

    /// <summary>The database's service in the compose files.</summary>
    public required string ComposeService { get; init; }

    /// <summary>
    /// Whether the server is reached through compose: a compose file is set and no server is, or the compose file is on the
    /// command line and the server is not.
    /// </summary>
    public required bool UsesCompose { get; init; }

    /// <summary>Absolute path of the folder of pg_dump and psql, or null for those found.</summary>
    public string? PgBinDirectory { get; init; }

    /// <summary>Days that local backups are kept, at least 1.</summary>
    public required int RetentionDays { get; init; }

    /// <summary>Complete backups that are kept however old they are, at least 1.</summary>
    public required int MinimumKeep { get; init; }

    /// <summary>Bucket, or null.</summary>
    public string? Bucket { get; init; }

    /// <summary>Prefix of the keys: ends with a slash, or is empty.</summary>
    public required string Prefix { get; init; }

    /// <summary>Address of the S3 service, http or https, without user, query or fragment; null for AWS.</summary>
    public Uri? EndpointUrl { get; init; }

    /// <summary>Region: as set, else the one that a known service's address names; null for the AWS SDK's own chain.</summary>
    public string? Region { get; init; }

    /// <summary>Access key of S3, or null for the AWS SDK's own chain. With a bucket it is never without <see cref="S3SecretAccessKey"/>.</summary>
    public string? S3AccessKeyId { get; init; }

    /// <summary>Secret key of S3, or null.</summary>
    public string? S3SecretAccessKey { get; init; }

    /// <summary>Session token from the same place as the secret key, or null.</summary>
    public string? S3SessionToken { get; init; }

    /// <summary>The checksum that goes with what is sent to S3: <c>md5</c>, or <c>sha256</c> besides, which is the default with AWS.</summary>
    public required string S3Checksum { get; init; }

    /// <summary>Whether bodies are signed in chunks, which older services refuse.</summary>
    public required bool S3ChunkedSigning { get; init; }

    /// <summary>Seconds for which the S3 service may neither take nor give a byte, 1 to 3600.</summary>
    public required int S3TimeoutSeconds { get; init; }

    /// <summary>Days that copies in S3 are kept, at least 1.</summary>
    public required int S3RetentionDays { get; init; }

    /// <summary>For whom backups are encrypted; empty where they are not.</summary>
    public required IReadOnlyList<AgeRecipient> Recipients { get; init; }

    /// <summary>Absolute path of the file of the private keys that open encrypted backups, or null.</summary>
    public string? IdentityFile { get; init; }

    /// <summary>Where notices go; null where one of their settings is wrong.</summary>
    public NotifierSettings? Notifiers { get; init; }

    /// <summary>What is wrong among the settings of notices, or null. It does not stop a backup: who sends notices must look at it.</summary>
    public BackupException? NotifierProblem { get; init; }

    /// <summary>Absolute path of the log file, or null.</summary>
    public string? LogPath { get; init; }

    /// <summary>Every setting as it may be shown, in the order of the documentation's table; secrets are masked.</summary>
    public required IReadOnlyList<HubSetting> All { get; init; }

    /// <summary>Reads all settings.</summary>
    /// <param name="sources">Where to read them; read once, nothing is kept of it.</param>
    /// <exception cref="BackupException">
    /// <see cref="BackupFailure.SettingInvalid"/>: a value is not allowed, two contradict each other, or a file that is named
    /// cannot be read. The message says where the value was read, and shows it unless it is a secret.
    /// </exception>
    public static BackupSettings Resolve(SettingSources sources) => SettingResolver.Resolve(sources);

    /// <summary>What is backed up, for people: no secret.</summary>
    public override string ToString() => $"{Database} ({Source})";
}
