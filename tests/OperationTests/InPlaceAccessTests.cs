using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.OperationTests.Support;

namespace HubChantier.Backup.OperationTests;

/// <summary>Owners, grants and default privileges after a restore in place.</summary>
[Collection(nameof(ServerCollection))]
public sealed class InPlaceAccessTests(ServerFixture fixture)
{
    private const string Objects = """
        ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO other; ALTER DEFAULT PRIVILEGES REVOKE ALL ON ROUTINES FROM PUBLIC;
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO other;
        CREATE TABLE t (a int, b int); REVOKE ALL ON t FROM other; GRANT UPDATE (b) ON t TO other; GRANT INSERT ON t TO maker WITH GRANT OPTION;
        CREATE TABLE secret (a int); REVOKE ALL ON secret FROM other; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
        CREATE SCHEMA s; GRANT USAGE ON SCHEMA s TO other; CREATE TABLE s.u (a serial); INSERT INTO s.u SELECT generate_series(1, 5);
        SELECT lo_from_bytea(4712, 'abc'); GRANT SELECT ON LARGE OBJECT 4712 TO other;
        """;

    [Fact]
    public async Task They_are_those_of_the_backup_whatever_was_granted_since()
    {
        string database = fixture.NewDatabase(Objects, "GRANT USAGE ON SCHEMA public TO maker; GRANT CREATE ON SCHEMA public TO app;");
        string then = fixture.Server.Dump(database);
        HubBackup backup = await fixture.BackupAsync(database);
        fixture.Server.Query(database, """
            SET SESSION AUTHORIZATION app; GRANT ALL ON secret TO PUBLIC; DROP TABLE t; DROP SCHEMA s CASCADE; SELECT lo_unlink(4712);
            ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC, maker; ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON ROUTINES TO PUBLIC, maker;
            ALTER DEFAULT PRIVILEGES REVOKE ALL ON SEQUENCES FROM app; ALTER DEFAULT PRIVILEGES REVOKE USAGE ON TYPES FROM PUBLIC;
            ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON ROUTINES TO maker; ALTER DEFAULT PRIVILEGES GRANT ALL ON SCHEMAS TO maker;
            """);

        HubRestore restore = await new InPlaceRun(fixture, backup, database).RunAsync();

        Assert.Equal(then, fixture.Server.Dump(database));
        Assert.Empty(restore.Remarks);
    }

    [Fact]
    public async Task An_owner_that_the_role_may_become_gets_its_objects_back()
    {
        fixture.Server.Query("postgres", "CREATE ROLE crew; GRANT crew TO app");
        string database = fixture.NewDatabase("CREATE SCHEMA s; CREATE TABLE s.t (a int); INSERT INTO s.t VALUES (1)");
        fixture.Server.Query("postgres", $"GRANT CREATE ON DATABASE {database} TO crew");
        HubBackup backup = await Owned(database, "crew");

        await new InPlaceRun(fixture, backup, database).RunAsync();

        Assert.Equal("crew", Owner(database));
        Assert.Equal("1", fixture.Server.Query(database, "SELECT count(*) FROM s.t"));
    }

    [Fact]
    public async Task An_owner_out_of_reach_stops_it_before_anything_is_touched_or_is_told()
    {
        string database = fixture.NewDatabase("CREATE SCHEMA s; CREATE TABLE s.t (a int); CREATE TABLE s.u (a int); GRANT SELECT ON s.u TO other; INSERT INTO s.t VALUES (1)");
        HubBackup backup = await Owned(database, "other");

        BackupException exception = await new InPlaceRun(fixture, backup, database).FailsAsync(BackupFailure.PermissionDenied);
        Assert.Contains("other", exception.Message, StringComparison.Ordinal);
        HubRestore restore = await new InPlaceRun(fixture, backup, database) { IgnorePrivileges = true }.RunAsync();

        Assert.Equal("app", Owner(database));
        Assert.Equal("1", fixture.Server.Query(database, "SELECT count(*) FROM s.t"));
        Assert.Equal("t", fixture.Server.Query(database, "SELECT has_table_privilege('other', 's.u', 'SELECT')"));
        Assert.Contains(restore.Remarks, remark => remark.Contains("other", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_grant_that_the_server_refuses_leaves_the_database_as_it_was()
    {
        fixture.Server.Query("postgres", "CREATE ROLE passing");
        string database = fixture.NewDatabase("CREATE TABLE t (a int); GRANT SELECT ON t TO passing; INSERT INTO t VALUES (1)");
        HubBackup backup = await fixture.BackupAsync(database);
        fixture.Server.Query(database, "SET SESSION AUTHORIZATION app; REVOKE ALL ON t FROM passing; INSERT INTO t VALUES (2)");
        string psql = ProgramStandIn.Folder("psql", $"PGUSER={ThrowawayServer.User} \"$real\" -qXc 'DROP ROLE passing' < /dev/null; exec \"$real\" \"$@\"");

        BackupException exception = await new InPlaceRun(fixture, backup, database) { Programs = psql }.FailsAsync(BackupFailure.LoadFailed);

        Assert.Contains("passing", exception.Message, StringComparison.Ordinal);
        await new InPlaceRun(fixture, backup, database).FailsAsync(BackupFailure.RoleMissing);
    }

    /// <summary>A backup in which another role owns a schema and a table that are the application's own by now.</summary>
    private async Task<HubBackup> Owned(string database, string owner)
    {
        fixture.Server.Query(database, $"ALTER SCHEMA s OWNER TO {owner}; ALTER TABLE s.t OWNER TO {owner}");
        HubBackup backup = await fixture.BackupAsync(database);
        fixture.Server.Query(database, $"ALTER SCHEMA s OWNER TO {ServerFixture.App}; ALTER TABLE s.t OWNER TO {ServerFixture.App}");
        return backup;
    }

    private string Owner(string database) => fixture.Server.Query(database, "SELECT tableowner FROM pg_tables WHERE schemaname = 's' AND tablename = 't'");
}
