using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A server for set-ups that are broken in one way each.</summary>
public sealed class SetupFixture : IDisposable
{
    /// <summary>Owns its databases and may create others: a role with which all is well.</summary>
    public const string Chief = "chef";

    /// <summary>May create databases and read nothing.</summary>
    public const string Reader = "lecteuse";

    /// <summary>As the chief, but may create no databases.</summary>
    public const string Builder = "macon";

    /// <summary>Must give a password, which nobody knows.</summary>
    public const string Guarded = "gardienne";

    private int _databases;

    public SetupFixture()
    {
        Server.Query("postgres", $"CREATE ROLE {Chief} LOGIN CREATEDB; CREATE ROLE {Reader} LOGIN CREATEDB; CREATE ROLE {Builder} LOGIN; CREATE ROLE {Guarded} LOGIN PASSWORD 'x9'");
        Server.Query("postgres", "ALTER SYSTEM SET max_prepared_transactions = 2");
        Server.Query("postgres", "ALTER SYSTEM SET wal_level = logical");
        Server.AskForPassword(Guarded);
        Server.Crash();
    }

    public ThrowawayServer Server { get; } = new();

    public ModuleSession Session { get; } = new();

    /// <summary>A database of a role, with a table of its own.</summary>
    /// <param name="owner">The role.</param>
    /// <param name="sql">Carried out by the superuser.</param>
    public string NewDatabase(string owner = Chief, string sql = "")
    {
        string name = $"essai_{++_databases}";
        Server.CreateDatabase(name, options: "OWNER " + owner);
        Server.Query(name, $"SET SESSION AUTHORIZATION {owner}; CREATE TABLE t (a int); RESET SESSION AUTHORIZATION;\n{sql}");
        return name;
    }

    /// <summary>A folder that is not there yet.</summary>
    public static string NewFolder() => Path.Combine(Directory.CreateTempSubdirectory("hub-setup-").FullName, "backups");

    /// <summary>Runs Test-HubBackupSetup; a script may use $server, $database, $folder and $more.</summary>
    public SessionResult Invoke(string script, string database, string folder, object? more = null)
        => Session.Invoke("param($server, $database, $folder, $more)\n" + script, new { server = Server.Socket, database, folder, more });

    /// <summary>The checks as the module gives them.</summary>
    public SetupLine[] Test(string arguments, string database, string folder, object? more = null)
    {
        SessionResult result = Invoke("Test-HubBackupSetup -Database $database -BackupDirectory $folder -InformationAction Ignore " + arguments, database, folder, more).ThrowOnError();
        return [.. result.Output.Select(check => SetupLine.Of(check.BaseObject))];
    }

    public void Dispose()
    {
        Session.Dispose();
        Server.Dispose();
    }
}
