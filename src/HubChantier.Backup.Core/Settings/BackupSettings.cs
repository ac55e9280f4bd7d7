namespace HubChantier.Backup.Settings;

/// <summary>The settings of one call: parameter, else environment, else default. Holds a password: never shown, logged or serialised.</summary>
public sealed class BackupSettings
{
    private BackupSettings()
    {
    }

    /// <summary>Absolute path of the folder of the backups.</summary>
    public required string BackupDirectory { get; init; }

    /// <summary>Name of the database.</summary>
    public required string Database { get; init; }

    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>Role.</summary>
    public required string User { get; init; }

    /// <summary>Password, or null.</summary>
    public string? Password { get; init; }

    /// <summary>Path of a password file in libpq's format, or null for libpq's own place.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Host name, address or socket folder.</summary>
    public required string Host { get; init; }

    /// <summary>Port.</summary>
    public required int Port { get; init; }

    /// <summary>libpq's sslmode, or null.</summary>
    public string? SslMode { get; init; }

    /// <summary>Path of the root certificate, or null.</summary>
    public string? SslRootCertificate { get; init; }

    /// <summary>Database from which orders are given, or null for the first that lets us in.</summary>
    public string? MaintenanceDatabase { get; init; }

    /// <summary>Folder of pg_dump and psql, or null for those found.</summary>
    public string? PgBinDirectory { get; init; }

    /// <summary>Reads all settings.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.SettingInvalid"/>, with the name and the origin of the value.</exception>
    public static BackupSettings Resolve(SettingSources sources)
    {
        SettingReader read = new(sources);
        int port = read.Port("Port", 5432, "PGPORT");
        return new BackupSettings
        {
            BackupDirectory = read.Folder("BackupDirectory", "BACKUP_DIR") ?? DefaultFolder(),
            Database = read.Text("Database", "POSTGRES_DB", "PGDATABASE") ?? "hub_chantier",
            Source = read.Text("Source", "BACKUP_SOURCE") ?? "default",
            User = read.Text("User", "POSTGRES_USER", "PGUSER") ?? "hubchantier",
            Password = read.Text("Password", "POSTGRES_PASSWORD", "PGPASSWORD"),
            PasswordFile = read.Folder(parameter: null, "PGPASSFILE"),
            Host = read.Text("Server", "PGHOST") ?? LocalSocket.Folder(port),
            Port = port,
            SslMode = read.OneOf("SslMode", ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"], "PGSSLMODE"),
            SslRootCertificate = read.Folder(parameter: null, "PGSSLROOTCERT"),
            MaintenanceDatabase = read.Text("MaintenanceDatabase", "BACKUP_MAINTENANCE_DB"),
            PgBinDirectory = read.Folder("PgBinDirectory", "BACKUP_PG_BIN"),
        };
    }

    private static string DefaultFolder() => OperatingSystem.IsWindows()
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "hub-chantier", "backups")
        : "/var/backups/hub-chantier";
}
