using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>The newer servers and client programs that tools/setup/newer-postgresql.sh gets.</summary>
public static class NewerPostgresql
{
    private static readonly string s_script = RepositoryRoot.Combine("tools", "setup", "newer-postgresql.sh");

    private static readonly string s_folder = OperatingSystem.IsLinux() ? Command.Run(s_script, ["folder"]).TrimEnd() : "/nowhere";

    /// <summary>Why tests that need them cannot run; null if they can.</summary>
    public static string? Missing { get; } = File.Exists(Path.Combine(Clients(18), "psql")) && File.Exists(Path.Combine(Server(18), "postgres"))
        ? null
        : "PostgreSQL 16 to 18 are not here; tools/setup/newer-postgresql.sh gets them on Debian.";

    /// <summary>Folder of a version's server programs: 16, 17, 18.</summary>
    public static string Server(int major) => Path.Combine(s_folder, $"{major}", "server", "bin");

    /// <summary>Folder of a version's client programs: 17, 18.</summary>
    public static string Clients(int major) => Path.Combine(s_folder, $"{major}", "client");
}
