using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A server with the sample database, and a session with the module.</summary>
public sealed class SampleFixture : IDisposable
{
    public const string Database = "hub_chantier";

    public SampleFixture() => Server.CreateSample(Database, rows: 2000);

    public ThrowawayServer Server { get; } = new();

    public ModuleSession Session { get; } = new();

    /// <summary>A fresh folder for backups, which the module makes.</summary>
    public string NewFolder() => Path.Combine(Directory.CreateTempSubdirectory("hub-backups-").FullName, "backups");

    /// <summary>All files in a folder but those of the locks and the journal, which stay.</summary>
    public static string[] Leftovers(string folder)
        => [.. Directory.GetFiles(folder).Select(path => Path.GetFileName(path))
            .Where(name => !name.Contains(".lock", StringComparison.Ordinal) && !name.Contains("journal", StringComparison.Ordinal))];

    /// <summary>One backup of the sample in a folder.</summary>
    public dynamic Backup(string folder, string database = Database)
        => Invoke("Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder", folder, database).Single();

    /// <summary>Runs a script that may use $server, $folder, $database and $more.</summary>
    public SessionResult Invoke(string script, string folder, string database = Database, object? more = null)
        => Session.Invoke("param($server, $folder, $database, $more)\n" + script, new { server = Server.Socket, folder, database, more });

    public void Dispose()
    {
        Session.Dispose();
        Server.Dispose();
    }
}
