using System.Diagnostics;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A PostgreSQL server of the run's own, on a socket in a folder of its own. The same script starts the demo's.</summary>
public sealed class ThrowawayServer : IDisposable
{
    public const string User = "hubchantier";
    public const int Port = 5432;

    private static readonly string s_script = RepositoryRoot.Combine("tools", "setup", "throwaway-postgresql.sh");

    private readonly string _folder = Directory.CreateTempSubdirectory("hub-pg-").FullName;
    private readonly string _clients;
    private readonly Dictionary<string, string> _script = [];

    /// <summary>Starts a server of the system's version.</summary>
    public ThrowawayServer()
        : this(server: null, Programs)
    {
    }

    /// <summary>Starts a server of given programs.</summary>
    /// <param name="server">Folder of initdb and postgres; null for the system's.</param>
    /// <param name="clients">Folder of the pg_dump and psql that the test itself asks the server with.</param>
    public ThrowawayServer(string? server, string clients)
    {
        _clients = clients;
        if (server is not null)
        {
            _script["HUB_SERVER_BIN"] = server;
        }

        // The server runs as another user when the run is root.
        File.SetUnixFileMode(_folder, (UnixFileMode)Convert.ToInt32("711", 8));
        Socket = Path.Combine(_folder, "pg");
        Command.Run(s_script, ["start", Socket, $"{Port}"], _script);
    }

    /// <summary>Folder of the socket: the value of PGHOST.</summary>
    public string Socket { get; }

    /// <summary>Folder of pg_dump, psql and the rest.</summary>
    public static string Programs { get; } = FindPrograms();

    /// <summary>Creates a database and carries out SQL in it.</summary>
    public void CreateDatabase(string name, string sql = "", string options = "")
    {
        Query("postgres", $"CREATE DATABASE {Quote(name)} {options}");
        if (sql.Length > 0)
        {
            Query(name, sql);
        }
    }

    /// <summary>Creates a database with the sample data.</summary>
    public void CreateSample(string name, int rows)
    {
        CreateDatabase(name);
        Command.Run(
            Path.Combine(_clients, "psql"), ["-qX", "-v", $"n={rows}", "-f", RepositoryRoot.Combine("data", "hub_chantier.sql")], Environment(name));
    }

    /// <summary>Runs SQL by psql; gives its unaligned output.</summary>
    public string Query(string database, string sql)
        => Command.Run(Path.Combine(_clients, "psql"), ["-qXAt", "-v", "ON_ERROR_STOP=1", "-f", "-"], Environment(database), sql).TrimEnd('\n');

    /// <summary>Has a role give its password from now on.</summary>
    public void AskForPassword(string role)
    {
        string rules = Path.Combine(Socket, "data", "pg_hba.conf");
        File.WriteAllText(rules, $"local all {role} scram-sha-256\n" + File.ReadAllText(rules));
        Query("postgres", "SELECT pg_reload_conf()");
    }

    /// <summary>The databases whose names begin so.</summary>
    public string[] Databases(string prefix)
        => Query("postgres", $"SELECT datname FROM pg_database WHERE starts_with(datname, '{prefix}') ORDER BY 1").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The text of pg_dump without the token that differs from run to run.</summary>
    public string Dump(string database, params string[] options)
        => string.Join('\n', Command.Run(Path.Combine(_clients, "pg_dump"), options, Environment(database))
            .Split('\n').Where(line => !line.StartsWith("\\restrict ", StringComparison.Ordinal) && !line.StartsWith("\\unrestrict ", StringComparison.Ordinal)));

    public Dictionary<string, string> Environment(string database) => new()
    {
        ["PGHOST"] = Socket,
        ["PGPORT"] = $"{Port}",
        ["PGUSER"] = User,
        ["PGDATABASE"] = database,
    };

    /// <summary>Stops it at once, as a power cut would.</summary>
    public void Stop() => Command.Run(s_script, ["stop", Socket], _script);

    /// <summary>A shell command that ends the server as a power cut would. Who may be killed with its children must not start it again: the server would be one of them.</summary>
    public string StopCommand => $"'{s_script}' stop '{Socket}'";

    /// <summary>A shell command that ends the server as a power cut would, and starts it again.</summary>
    public string CrashCommand => $"'{s_script}' crash '{Socket}'";

    /// <summary>Ends the server as a power cut would, and starts it again.</summary>
    public void Crash() => Command.Run(s_script, ["crash", Socket], _script);

    public void Dispose()
    {
        Stop();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static string FindPrograms()
        => Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order().Last()
            : throw new InvalidOperationException("PostgreSQL is missing. Install it: apt-get install -y postgresql postgresql-contrib");
}
