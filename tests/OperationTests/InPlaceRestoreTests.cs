using HubChantier.Backup.OperationTests.Support;

namespace HubChantier.Backup.OperationTests;

[Collection(nameof(ServerCollection))]
public sealed class InPlaceRestoreTests(ServerFixture fixture)
{
    /// <summary>What a person might have done to a database before its backup comes back.</summary>
    private const string Damage = """
        DROP TABLE fk CASCADE; DELETE FROM inh; UPDATE t SET z = 7; CREATE TABLE later_made (a int, s statut); DROP SCHEMA "Été" CASCADE;
        SELECT lo_unlink(oid) FROM (SELECT oid FROM pg_largeobject_metadata LIMIT 1) l; SELECT lo_create(0); SELECT setval('sq', 99);
        CREATE FUNCTION later_made(t) RETURNS later_made LANGUAGE sql AS 'SELECT NULL::later_made'; CREATE SCHEMA later;
        """;

    /// <summary>An enum's values hash by their OIDs, which are new after a restore: the rows lie in other partitions, by right.</summary>
    private const string HashedByEnum = "--exclude-table-data=par_enum_*";

    [Fact]
    public async Task The_database_is_again_what_it_was_at_the_backup()
    {
        string database = fixture.NewDatabase(Samples.Everything, Samples.Extensions);
        string then = fixture.Server.Dump(database, HashedByEnum);
        string extensions = fixture.Server.Query(database, "SELECT oid, extname FROM pg_extension ORDER BY 1");
        HubBackup backup = await fixture.BackupAsync(database);
        fixture.Server.Query(database, $"SET SESSION AUTHORIZATION {ServerFixture.App}; {Damage}");
        Assert.NotEqual(then, fixture.Server.Dump(database, HashedByEnum));

        HubRestore restore = await new InPlaceRun(fixture, backup, database).RunAsync();

        Assert.Equal(then, fixture.Server.Dump(database, HashedByEnum));
        Assert.Equal("20", fixture.Server.Query(database, "SELECT count(*) FROM par_enum"));
        Assert.Equal(extensions, fixture.Server.Query(database, "SELECT oid, extname FROM pg_extension ORDER BY 1"));
        Assert.Equal(["Gate", "Drop", "Load", "Verify", "Access", "Commit", "Analyze"], restore.Phases.Select(phase => phase.Name));
        Assert.Equal(backup.Rows, restore.RowsFound);
        Assert.Equal("0", fixture.Server.Query(database, "SELECT count(*) FROM pg_class WHERE reltuples = -1 AND relkind = 'r'"));
        Assert.Equal("0", fixture.Server.Query(database, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"));
    }

    [Fact]
    public async Task Comments_on_what_is_not_the_roles_own_stay_as_they_are_and_are_told()
    {
        string database = fixture.NewDatabase("CREATE TABLE t (a int)", Samples.Extensions);
        HubBackup backup = await fixture.BackupAsync(database);

        HubRestore restore = await new InPlaceRun(fixture, backup, database).RunAsync();

        Assert.Equal(3, restore.Remarks.Count);
        Assert.All((string[])["'public'", "'pgcrypto'", "'pageinspect'"], name => Assert.Contains(restore.Remarks, remark => remark.Contains(name, StringComparison.Ordinal)));
        Assert.Equal("à tous", fixture.Server.Query(database, "SELECT obj_description('public'::regnamespace)"));
    }

    [Fact]
    public async Task What_belongs_to_others_stays()
    {
        string database = fixture.NewDatabase(
            "CREATE TABLE mine (a int); INSERT INTO mine VALUES (1)",
            $"""
            GRANT ALL ON SCHEMA public TO PUBLIC; CREATE SCHEMA shared; GRANT ALL ON SCHEMA shared TO PUBLIC;
            SET SESSION AUTHORIZATION {ServerFixture.Other}; CREATE TABLE public.theirs (a int); INSERT INTO theirs VALUES (2); SELECT lo_create(4711); RESET SESSION AUTHORIZATION;
            """);
        fixture.Server.Query(database, $"SET SESSION AUTHORIZATION {ServerFixture.App}; CREATE TABLE shared.ours AS SELECT 1 AS a");
        HubBackup backup = ServerFixture.Legacy(
            fixture.Server.Dump(database, "--no-owner", "--no-acl", "--exclude-table=theirs", "--no-blobs").Split("--\n-- PostgreSQL database dump complete")[0]);
        string then = fixture.Server.Dump(database);
        fixture.Server.Query(database, "UPDATE mine SET a = 9; UPDATE shared.ours SET a = 9");

        await new InPlaceRun(fixture, backup, database) { TrustSource = true }.RunAsync();

        Assert.Equal(then, fixture.Server.Dump(database));
    }

    [Fact]
    public async Task Temporary_tables_of_the_applications_sessions_do_not_matter()
    {
        string database = fixture.NewDatabase("CREATE TABLE t (a int); INSERT INTO t VALUES (1)");
        HubBackup backup = await fixture.BackupAsync(database);
        await using Ports.IDatabaseSession application = await ServerFixture.Questions(fixture.Connection(ServerFixture.App)).ConnectAsync(database, CancellationToken.None);
        await application.QueryAsync("CREATE TEMP TABLE panier (a int); INSERT INTO panier VALUES (3)", CancellationToken.None);

        await new InPlaceRun(fixture, backup, database).RunAsync();

        Assert.Equal("3", (await application.QueryAsync("SELECT a FROM pg_temp.panier", CancellationToken.None))[0][0]);
    }

    [Fact]
    public async Task A_role_that_lost_its_extension_gets_it_back_if_it_may()
    {
        string database = fixture.NewDatabase("CREATE EXTENSION hstore; CREATE TABLE t (h hstore); INSERT INTO t VALUES ('a=>1')");
        string then = fixture.Server.Dump(database);
        HubBackup backup = await fixture.BackupAsync(database);
        fixture.Server.Query(database, "DROP EXTENSION hstore CASCADE");

        await new InPlaceRun(fixture, backup, database).RunAsync();

        Assert.Equal(then, fixture.Server.Dump(database));
    }
}
