using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>Owners and grants by newer programs: since pg_dump 17 those of large objects are in no section without data.</summary>
public sealed class NewerAccessTests(NewerServersFixture servers) : IClassFixture<NewerServersFixture>, IDisposable
{
    private readonly FrameSession _session = new();

    public void Dispose() => _session.Dispose();

    [NewerPostgresqlTheory]
    [InlineData(16, 17)]
    [InlineData(17, 17)]
    [InlineData(18, 18)]
    public void Those_of_large_objects_and_all_others_come_back(int server, int clients)
    {
        ThrowawayServer there = servers.Server(server);
        there.CreateDatabase("acces", """
            CREATE ROLE chef; CREATE ROLE app;
            CREATE TABLE t (id serial PRIMARY KEY, v text); ALTER TABLE t OWNER TO chef; GRANT SELECT (v) ON t TO app;
            SELECT lo_from_bytea(4242, decode(repeat('ab', 100000), 'hex')); ALTER LARGE OBJECT 4242 OWNER TO chef; GRANT SELECT ON LARGE OBJECT 4242 TO app;
            SELECT lo_create(4243); ALTER LARGE OBJECT 4243 OWNER TO app;
            ALTER DEFAULT PRIVILEGES FOR ROLE chef GRANT SELECT ON TABLES TO app;
            """);
        string folder = Path.Combine(Directory.CreateTempSubdirectory("hub-newer-access-").FullName, "backups");

        _session.Invoke(
            there,
            """
            $backup = Invoke-HubBackup -Server $server -Database acces -BackupDirectory $arguments.Folder -PgBinDirectory $arguments.Programs -IncludeGlobals -WarningAction SilentlyContinue
            $null = $backup | Restore-HubBackup -Server $server -TargetDatabase acces_3 -PgBinDirectory $arguments.Programs -WarningAction SilentlyContinue
            Import-FrameAccess -Server $server -Backup $backup -To acces_3 -PgBinDirectory $arguments.Programs
            """,
            new { Folder = folder, Programs = NewerPostgresql.Clients(clients) }).ThrowOnError();

        Assert.Equal(there.Dump("acces"), there.Dump("acces_3"));
        Assert.Equal("app|chef", there.Query("acces_3", "SELECT string_agg(pg_get_userbyid(lomowner), '|' ORDER BY oid DESC) FROM pg_largeobject_metadata"));
        Assert.Contains("CREATE ROLE chef;", File.ReadAllText(Assert.Single(Directory.GetFiles(folder, "*.globals.sql"))), StringComparison.Ordinal);
    }
}
