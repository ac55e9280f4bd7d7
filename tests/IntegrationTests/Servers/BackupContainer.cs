using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>
/// The backup container beside an application, as its compose file has it, with .env.production.example. The image is the Dockerfile's
/// last stage over one of this machine. The engine makes no network: the backup is on the database's own.
/// </summary>
public sealed class BackupContainer : IDisposable
{
    public const string Password = "mot de passe d'essai";

    private readonly string _folder = Directory.CreateTempSubdirectory("hub-container-").FullName;

    private readonly string[] _compose;

    public BackupContainer()
    {
        Command.Run(ImageScript, [Path.Combine(_folder, "image")]);
        string example = File.ReadAllText(RepositoryRoot.Combine(".env.production.example"));
        // One line out, one in: that the secret comes by a file.
        string env = example.Replace("POSTGRES_PASSWORD=change-me\n# POSTGRES_PASSWORD_FILE=", "POSTGRES_PASSWORD_FILE=", StringComparison.Ordinal);
        Assert.NotEqual(example, env);
        Write(".env.production", env + "APPLICATION_SECRET=of-the-application\n");
        Secret("postgres_password", Password);
        Write("docker-compose.prod.yml", """
            name: production
            services:
              db:
                image: hub-postgres
                network_mode: none
                command:
                  - sh
                  - -c
                  - |
                    initdb -D /var/lib/postgresql/data -U $$POSTGRES_USER -A scram-sha-256 --pwfile=/run/secrets/postgres_password -E UTF8 --locale=C.UTF-8 --no-sync
                    exec postgres -D /var/lib/postgresql/data -c listen_addresses=localhost -c fsync=off -c jit=off
                environment: { POSTGRES_USER: }
                volumes: [ "./secrets:/run/secrets:ro" ]
                healthcheck: { test: [CMD, pg_isready, -q, -h, localhost], interval: 1s, retries: 60 }
            """);
        File.Copy(RepositoryRoot.Combine("docker", "backup", "docker-compose.backup.yml"), Path.Combine(_folder, "docker-compose.backup.yml"));
        Write("network.yml", """
            services:
              backup:
                network_mode: service:db
                environment: { PGHOST: localhost }
                healthcheck: { interval: 1s }
            """);
        string[] files = ["docker-compose.prod.yml", "docker-compose.backup.yml", "network.yml"];
        _compose = ["compose", "--env-file", Path.Combine(_folder, ".env.production"), .. files.SelectMany(file => new[] { "-f", Path.Combine(_folder, file) }), "--profile", "backup"];
        Compose("up", "-d", "--wait", "db");
        Database("postgres", "CREATE DATABASE hub_chantier");
        Database("hub_chantier", "\\set n 2000\n" + File.ReadAllText(RepositoryRoot.Combine("data", "hub_chantier.sql")));
        (int code, _, string error) = TryCompose("up", "-d", "--wait", "backup");
        Assert.True(code == 0, $"{error}\n{Log()}\n{Inspect("{{json .State.Health}}")}");
    }

    public static string ImageScript { get; } = RepositoryRoot.Combine("tools", "setup", "backup-image.sh");

    /// <summary>What the container has said on its standard output and error.</summary>
    public string Log() => Compose("logs", "--no-log-prefix", "backup");

    /// <summary>Runs a program in the container.</summary>
    public (int Code, string Output, string Error) TryExec(params string[] arguments) => TryCompose(["exec", "-T", .. arguments]);

    /// <summary>What the engine knows of the container, by a template.</summary>
    public string Inspect(string template) => Command.Run("docker", ["inspect", "--format", template, Compose("ps", "-aq", "backup").Trim()]).Trim();

    public string Compose(params string[] arguments) => Command.Run("docker", [.. _compose, .. arguments]);

    public (int Code, string Output, string Error) TryCompose(params string[] arguments) => Command.TryRun("docker", [.. _compose, .. arguments]);

    public void Dispose()
    {
        Compose("down", "-v", "-t", "1");
        Directory.Delete(_folder, recursive: true);
    }

    private void Database(string database, string sql)
        => Command.Run("docker", [.. _compose, "exec", "-T", "-e", "PGPASSWORD", "db", "psql", "-qX", "-v", "ON_ERROR_STOP=1", "-h", "localhost", "-U", ThrowawayServer.User, "-d", database],
            new Dictionary<string, string> { ["PGPASSWORD"] = Password }, sql);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private void Secret(string name, string value)
    {
        string secrets = Directory.CreateDirectory(Path.Combine(_folder, "secrets")).FullName;
        Write(Path.Combine("secrets", name), value + "\n");
        // Both containers read it, neither as root.
        File.SetUnixFileMode(Path.Combine(secrets, name), UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }
}
