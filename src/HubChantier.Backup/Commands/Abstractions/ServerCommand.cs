using System.Management.Automation;
using HubChantier.Backup.Compose;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>A cmdlet that talks to a PostgreSQL server. None of these parameters binds from the pipeline: what is piped never chooses the server.</summary>
public abstract class ServerCommand : SettingsCommand
{
    private ConnectionSettings? _connection;

    /// <summary>Host name, address or socket folder of the server; else PGHOST, else the local socket.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Server { get; set; }

    /// <summary>Port of the server; else PGPORT, else 5432.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int? Port { get; set; }

    /// <summary>User and password; else POSTGRES_USER and POSTGRES_PASSWORD, PGUSER and PGPASSWORD, or a password file.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>libpq's sslmode; else PGSSLMODE.</summary>
    [Parameter]
    [ValidateSet("disable", "allow", "prefer", "require", "verify-ca", "verify-full")]
    public string? SslMode { get; set; }

    /// <summary>Compose files of the project in whose container the server runs; else COMPOSE_FILE. A -Server comes before them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? ComposeFile { get; set; }

    /// <summary>The database's service in the compose files; else BACKUP_COMPOSE_SERVICE, else db.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ComposeService { get; set; }

    /// <summary>Database from which databases are created and renamed; else BACKUP_MAINTENANCE_DB, else the first that lets us in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MaintenanceDatabase { get; set; }

    /// <summary>Folder of pg_dump and psql; else BACKUP_PG_BIN, else those found that fit the server.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PgBinDirectory { get; set; }

    /// <summary>How the server is reached.</summary>
    private protected ConnectionSettings Connection => _connection ??= new ConnectionSettings
    {
        Host = Settings.Host,
        Port = Settings.Port,
        ComposeService = Settings.UsesCompose ? Settings.ComposeService : null,
        User = Settings.User,
        Password = Settings.Password,
        PasswordFile = Settings.PasswordFile,
        SslMode = Settings.SslMode,
        SslRootCertificate = Settings.SslRootCertificate,
        ApplicationName = RunName.New(),
    };

    /// <summary>Asks the server questions.</summary>
    private protected IDatabaseServer DatabaseServer => Settings.UsesCompose ? new ComposeServer(Project, Connection) : Providers.CreateDatabaseServer(Connection);

    private ComposeProject Project => new() { Files = Settings.ComposeFiles, Service = Settings.ComposeService, EnvFile = Settings.EnvFile };

    /// <summary>The client programs that fit a server: the container's own, or those of this machine.</summary>
    private protected async Task<IPostgresClient> ClientAsync(PostgresVersion server, CancellationToken token)
        => Settings.UsesCompose
            ? await ComposeClient.FindAsync(Project, Connection, token)
            : new DirectClient(await ClientPrograms.FindAsync(server, Settings.PgBinDirectory, token), Connection);

    /// <inheritdoc/>
    private protected override Dictionary<string, object?> SettingParameters()
    {
        Dictionary<string, object?> parameters = base.SettingParameters();
        parameters[nameof(Server)] = Server;
        parameters[nameof(Port)] = Port;
        parameters["User"] = Credential?.UserName;
        parameters["Password"] = Credential?.GetNetworkCredential().Password;
        parameters[nameof(SslMode)] = SslMode;
        parameters[nameof(ComposeFile)] = ComposeFile;
        parameters[nameof(ComposeService)] = ComposeService;
        parameters[nameof(MaintenanceDatabase)] = MaintenanceDatabase;
        parameters[nameof(PgBinDirectory)] = PgBinDirectory;
        return parameters;
    }
}
