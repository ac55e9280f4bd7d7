using System.IO.Compression;
using System.Text;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.Operations;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Providers;

namespace HubChantier.Backup.OperationTests.Support;

/// <summary>A server with two roles that may create nothing but what is in their database, and backups made by Core itself.</summary>
public sealed class ServerFixture : IDisposable
{
    public const string App = "app";
    public const string Other = "other";

    /// <summary>May create databases.</summary>
    public const string Maker = "maker";

    private readonly Dictionary<string, (HubBackup Backup, string Database)> _shared = [];
    private int _databases;

    public ServerFixture()
    {
        Server.Query("postgres", $"CREATE ROLE {App} LOGIN; CREATE ROLE {Other} LOGIN; CREATE ROLE {Maker} LOGIN CREATEDB");
        Server.Query("postgres", "ALTER SYSTEM SET max_prepared_transactions = 2");
        Server.Crash();
    }

    public ThrowawayServer Server { get; } = new();

    /// <summary>A new database of the application's role, or of another.</summary>
    /// <param name="sql">Carried out by that role.</param>
    /// <param name="asAdministrator">Carried out before by the superuser.</param>
    /// <param name="owner">The role.</param>
    public string NewDatabase(string sql, string asAdministrator = "", string owner = App)
    {
        string name = $"chantier_{++_databases}";
        Server.Query("postgres", $"CREATE DATABASE {name} OWNER {owner}");
        Server.Query(name, $"GRANT CREATE ON DATABASE {name} TO {Other};\n{asAdministrator}\nSET SESSION AUTHORIZATION {owner};\n{sql}");
        return name;
    }

    public ConnectionSettings Connection(string user, string application = "hub-backup test") => new()
    {
        Host = Server.Socket,
        Port = ThrowawayServer.Port,
        User = user,
        ApplicationName = application,
    };

    public static IDatabaseServer Questions(ConnectionSettings connection) => new ProviderFactory().CreateDatabaseServer(connection);

    /// <summary>A backup by the superuser, who may read all.</summary>
    public async Task<HubBackup> BackupAsync(string database)
    {
        ConnectionSettings connection = Connection(ThrowawayServer.User);
        BackupOperation operation = new(connection, Questions(connection), async (version, token) => await ClientAsync(connection, version, programs: null, token));
        return await operation.RunAsync(
            new BackupRequest { Database = database, Source = "default", Kind = HubBackupKind.Manual, Folder = NewFolder() }, new RecordingLog().Context, CancellationToken.None);
    }

    /// <summary>A backup and its database, which is no longer what it was. Made once for all tests that leave it as it is.</summary>
    public async Task<(HubBackup Backup, string Database)> SharedAsync(string sql, string damage, string owner)
    {
        if (!_shared.TryGetValue(sql, out (HubBackup Backup, string Database) shared))
        {
            shared = await DamagedAsync(sql, damage, owner);
            _shared.Add(sql, shared);
        }

        return shared;
    }

    /// <summary>A backup and its database, which is no longer what it was.</summary>
    public async Task<(HubBackup Backup, string Database)> DamagedAsync(string sql, string damage, string owner)
    {
        string database = NewDatabase(sql, owner: owner);
        HubBackup backup = await BackupAsync(database);
        Server.Query(database, $"SET SESSION AUTHORIZATION {owner}; {damage}");
        // Without it a crash takes the sequences on by up to 32 values, as they are logged ahead.
        Server.Query(database, "CHECKPOINT");
        return (backup, database);
    }

    /// <summary>A file as the old scripts left them, with this text.</summary>
    public static HubBackup Legacy(string text)
    {
        string path = Path.Combine(NewFolder(), "hub_chantier_backup_20260208_030000.sql.gz");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (GZipStream gzip = new(File.Create(path), CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text + "-- PostgreSQL database dump complete\n"));
        }

        return BackupFolder.Open(path);
    }

    public static async Task<DirectClient> ClientAsync(ConnectionSettings connection, PostgresVersion version, string? programs, CancellationToken token)
        => new(await ClientPrograms.FindAsync(version, programs ?? ThrowawayServer.Programs, token), connection);

    public void Dispose() => Server.Dispose();

    private static string NewFolder() => Path.Combine(Directory.CreateTempSubdirectory("hub-backups-").FullName, "backups");
}
