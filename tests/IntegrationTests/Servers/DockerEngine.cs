using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A Docker engine of the run's own with a compose project, whose service db is a PostgreSQL that publishes no port.</summary>
public sealed class DockerEngine : IDisposable
{
    public const string Database = "hub_chantier";

    private readonly string _folder = Directory.CreateTempSubdirectory("hub-engine-").FullName;

    public DockerEngine()
    {
        Engine = Path.Combine(_folder, "engine");
        foreach (string line in Command.Run(Script, ["start", Engine]).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = line.Split('=', 2);
            Environment.SetEnvironmentVariable(pair[0], pair[1]);
        }

        ComposeFile = Path.Combine(_folder, "compose.yml");
        File.WriteAllText(ComposeFile, """
            name: chantier
            services:
              db:
                image: hub-postgres
                network_mode: none
                healthcheck: { test: [CMD, pg_isready, -q], interval: 1s, retries: 60 }
            """);
        Compose("", "up", "-d", "--wait");
        Query("postgres", $"CREATE DATABASE {Database}");
        Compose("\\set n 2000\n" + File.ReadAllText(RepositoryRoot.Combine("data", "hub_chantier.sql")), "exec", "-T", "db", "psql", "-qX", "-U", ThrowawayServer.User, "-d", Database);
    }

    public static string Script { get; } = RepositoryRoot.Combine("tools", "setup", "docker-engine.sh");

    public string ComposeFile { get; }

    private string Engine { get; }

    public string Query(string database, string sql)
        => Compose(sql, "exec", "-T", "db", "psql", "-qXAt", "-v", "ON_ERROR_STOP=1", "-U", ThrowawayServer.User, "-d", database, "-f", "-").TrimEnd('\n');

    /// <summary>What runs in the container under such a name, as command lines.</summary>
    public string[] Processes(string program)
        => [.. Compose("", "exec", "-T", "db", "sh", "-c", "for p in /proc/[0-9]*; do cat $p/cmdline 2>/dev/null && echo; done").Replace('\0', ' ')
            .Split('\n').Where(line => line.StartsWith(program + " ", StringComparison.Ordinal))];

    /// <summary>The module's sessions on the server.</summary>
    public string Sessions() => Query("postgres", "SELECT application_name FROM pg_stat_activity WHERE starts_with(application_name, 'hub-backup')");

    /// <summary>Whether the server has lost a process. It is the container's first one, so also one of ours that was left over counts.</summary>
    public bool HasCrashed() => Compose("", "logs", "db").Contains("terminating any other active server processes", StringComparison.Ordinal);

    public string Compose(string input, params string[] arguments) => Command.Run("docker", ["compose", "-f", ComposeFile, .. arguments], input: input);

    public void Dispose()
    {
        Command.Run(Script, ["stop", Engine]);
        Environment.SetEnvironmentVariable("DOCKER_HOST", null);
        Environment.SetEnvironmentVariable("DOCKER_CONFIG", null);
        Directory.Delete(_folder, recursive: true);
    }
}
