using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.OperationTests.Support;

namespace HubChantier.Backup.OperationTests;

/// <summary>What a restore in place does not begin.</summary>
[Collection(nameof(ServerCollection))]
public sealed class InPlaceRefusalTests(ServerFixture fixture)
{
    [Fact]
    public async Task Objects_of_others_in_the_way()
    {
        string database = fixture.NewDatabase($"""
            CREATE SCHEMA mine; CREATE TABLE t (a int PRIMARY KEY); CREATE TYPE statut AS ENUM ('a');
            CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            GRANT ALL ON t TO {ServerFixture.Other}; GRANT ALL ON SCHEMA mine TO {ServerFixture.Other};
            """);
        HubBackup backup = await fixture.BackupAsync(database);
        string before = fixture.Server.Dump(database, "--exclude-schema=o");
        (string Drop, string Theirs, string Named)[] cases =
        [
            ("SCHEMA o", "CREATE SCHEMA o; CREATE VIEW o.theirs AS SELECT * FROM public.t", "o.theirs"),
            ("SCHEMA o", "CREATE SCHEMA o; CREATE TABLE o.theirs (a int REFERENCES public.t)", "theirs_a_fkey"),
            ("SCHEMA o", "CREATE SCHEMA o; CREATE TABLE o.theirs (s public.statut)", "o.theirs"),
            ("SCHEMA o", "CREATE SCHEMA o; CREATE TABLE o.theirs (a int); CREATE TRIGGER tr BEFORE INSERT ON o.theirs FOR EACH ROW EXECUTE FUNCTION public.trg()", "trigger tr"),
            ("TABLE mine.theirs", "CREATE TABLE mine.theirs (a int)", "mine.theirs"),
            ("FUNCTION mine.theirs", "CREATE FUNCTION mine.theirs() RETURNS int LANGUAGE sql AS 'SELECT 1'", "mine.theirs"),
        ];
        foreach ((string drop, string theirs, string named) in cases)
        {
            fixture.Server.Query(database, $"SET SESSION AUTHORIZATION {ServerFixture.Other}; {theirs}");

            BackupException exception = await Assert.ThrowsAsync<BackupException>(() => new InPlaceRun(fixture, backup, database).RunAsync());

            Assert.Equal(BackupFailure.InPlaceRefused, exception.Failure);
            Assert.Contains(named, exception.Message, StringComparison.Ordinal);
            fixture.Server.Query(database, $"SET client_min_messages = warning; DROP {drop} CASCADE");
        }

        Assert.Equal(before, fixture.Server.Dump(database));
        await new InPlaceRun(fixture, backup, database).RunAsync();
    }

    [Fact]
    public async Task Objects_of_others_that_come_after_the_gate()
    {
        string database = fixture.NewDatabase($"CREATE TABLE t (a int PRIMARY KEY); GRANT ALL ON t TO {ServerFixture.Other}");
        HubBackup backup = await fixture.BackupAsync(database);
        string before = fixture.Server.Dump(database, "--exclude-schema=o");
        string view = $"SET SESSION AUTHORIZATION {ServerFixture.Other}; CREATE SCHEMA o; CREATE VIEW o.theirs AS SELECT * FROM public.t";

        BackupException exception = await Assert.ThrowsAsync<BackupException>(() => new InPlaceRun(fixture, backup, database)
        {
            Programs = ProgramStandIn.Folder("psql", $"PGUSER={ThrowawayServer.User} \"$real\" -qXc '{view}' < /dev/null; exec \"$real\" \"$@\""),
        }.RunAsync());

        Assert.Equal(BackupFailure.InPlaceRefused, exception.Failure);
        Assert.Contains("view o.theirs", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, fixture.Server.Dump(database, "--exclude-schema=o"));
        Assert.Equal("0", fixture.Server.Query(database, "SELECT count(*) FROM o.theirs"));
    }

    [Theory]
    [InlineData("CREATE FUNCTION public.e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER my_event ON sql_drop EXECUTE FUNCTION public.e()", "my_event")]
    [InlineData("CREATE SUBSCRIPTION my_sub CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false, slot_name = NONE)", "my_sub")]
    [InlineData("BEGIN; CREATE TABLE x (a int); PREPARE TRANSACTION 'my_prepared'", "my_prepared")]
    [InlineData("REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC", "plpgsql")]
    public async Task What_stands_against_it_in_the_database(string sql, string named)
    {
        string database = fixture.NewDatabase("CREATE TABLE t (a int)");
        HubBackup backup = await fixture.BackupAsync(database);
        fixture.Server.Query(database, sql);
        try
        {
            BackupException exception = await new InPlaceRun(fixture, backup, database).FailsAsync(BackupFailure.InPlaceRefused);
            Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            if (named == "my_prepared")
            {
                fixture.Server.Query(database, "ROLLBACK PREPARED 'my_prepared'");
            }
        }
    }

    [Theory]
    [InlineData("ALTER TYPE public.statut ADD VALUE 'b';", "ADD VALUE")]
    [InlineData("CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p;", "SUBSCRIPTION")]
    public async Task Statements_that_a_transaction_cannot_hold(string statement, string named)
    {
        string database = fixture.NewDatabase("CREATE TABLE t (a int)");
        HubBackup backup = ServerFixture.Legacy($"CREATE TABLE public.t (a int);\n{statement}\n");

        BackupException exception = await new InPlaceRun(fixture, backup, database) { TrustSource = true }.FailsAsync(BackupFailure.InPlaceRefused);

        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pageinspect")]
    [InlineData("there_is_none_such")]
    public async Task An_extension_that_is_not_there_and_not_for_the_role_to_make(string extension)
    {
        string database = fixture.NewDatabase("CREATE TABLE t (a int)");
        HubBackup backup = ServerFixture.Legacy($"CREATE EXTENSION IF NOT EXISTS {extension} WITH SCHEMA public;\n");

        BackupException exception = await new InPlaceRun(fixture, backup, database) { TrustSource = true }.FailsAsync(BackupFailure.ExtensionMissing);

        Assert.Contains($"CREATE EXTENSION \"{extension}\";", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_another_role_owns_now()
    {
        string database = fixture.NewDatabase("CREATE TABLE t (a int)");
        HubBackup backup = await fixture.BackupAsync(database);
        fixture.Server.Query(database, $"ALTER TABLE t OWNER TO {ServerFixture.Other}");

        BackupException exception = await new InPlaceRun(fixture, backup, database).FailsAsync(BackupFailure.InPlaceRefused);

        Assert.Contains("table public.t", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_objects_than_the_lock_table_holds()
    {
        string database = fixture.NewDatabase("DO $$ BEGIN FOR i IN 1..150 LOOP EXECUTE format('CREATE TABLE t%s (id serial PRIMARY KEY, x text)', i); END LOOP; END $$");
        HubBackup backup = await fixture.BackupAsync(database);
        fixture.Server.Query("postgres", "ALTER SYSTEM SET max_locks_per_transaction = 12");
        fixture.Server.Crash();
        try
        {
            BackupException exception = await new InPlaceRun(fixture, backup, database).FailsAsync(BackupFailure.InPlaceRefused);
            Assert.Contains("max_locks_per_transaction", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            fixture.Server.Query("postgres", "ALTER SYSTEM RESET max_locks_per_transaction");
            fixture.Server.Crash();
        }

        await new InPlaceRun(fixture, backup, database).RunAsync();
    }

    [Theory]
    [InlineData("CREATEDB")]
    [InlineData("SUPERUSER")]
    public async Task A_role_that_may_restore_beside(string right)
    {
        string database = fixture.NewDatabase("CREATE TABLE t (a int)");
        HubBackup backup = await fixture.BackupAsync(database);
        fixture.Server.Query("postgres", $"CREATE ROLE may LOGIN {right}");
        try
        {
            await new InPlaceRun(fixture, backup, database) { User = "may" }.FailsAsync(BackupFailure.InPlaceRefused);
        }
        finally
        {
            fixture.Server.Query("postgres", "DROP ROLE may");
        }
    }

    [Fact]
    public async Task A_file_that_nobody_vouches_for()
    {
        string database = fixture.NewDatabase("CREATE TABLE t (a int)");

        await new InPlaceRun(fixture, ServerFixture.Legacy("CREATE TABLE public.t (a int);\n"), database).FailsAsync(BackupFailure.TrustNeeded);
    }

    [Fact]
    public async Task A_backup_of_another_server_unless_it_is_allowed()
    {
        string database = fixture.NewDatabase("CREATE TABLE t (a int)");
        HubBackup backup = await fixture.BackupAsync(database);
        string manifest = File.ReadAllText(backup.FullName + ".json");
        File.WriteAllText(backup.FullName + ".json", manifest.Replace(backup.Server!.SystemIdentifier!, "1", StringComparison.Ordinal));
        HubBackup foreign = Catalogue.BackupFolder.Open(backup.FullName);

        await new InPlaceRun(fixture, foreign, database).FailsAsync(BackupFailure.ForeignBackup);
        await new InPlaceRun(fixture, foreign, database) { AllowForeign = true }.RunAsync();
    }
}
