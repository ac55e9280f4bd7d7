using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.OperationTests.Support;

namespace HubChantier.Backup.OperationTests;

/// <summary>Whatever goes wrong, the live database is as it was, or all of the backup is there: never something between.</summary>
[Collection(nameof(ServerCollection))]
public sealed class InPlaceFaultTests(ServerFixture fixture)
{
    /// <summary>More than our own statements, less than the rows.</summary>
    private const string SomeRows = "stdbuf -o0 head -c 700000";

    private const string Damage = "DELETE FROM lignes WHERE id > 10; CREATE TABLE later_made (a int); INSERT INTO later_made VALUES (1);";

    [Fact]
    public async Task Rows_that_psql_loses_are_found_before_COMMIT()
    {
        (HubBackup backup, string database) = await DamagedAsync();

        BackupException exception = await new InPlaceRun(fixture, backup, database)
        {
            Programs = ProgramStandIn.Folder("psql", "sed -u '/ligne 7999x/d' | \"$real\" \"$@\""),
        }.FailsAsync(BackupFailure.VerificationFailed);

        Assert.Contains("public.lignes: 8000 rows expected, 7999 found", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/pg_catalog.lo_(create|open|close)|lowrite/d", "large objects")]
    [InlineData("s/^(SELECT pg_catalog.setval.*) 8000, true/\\1 7000, true/", "lignes_id_seq")]
    [InlineData("s/ NOT VALID;/;/", "constraints")]
    [InlineData("/^REFRESH MATERIALIZED VIEW/d", "materiali")]
    public async Task Other_differences_are_found_before_COMMIT(string edit, string told)
    {
        (HubBackup backup, string database) = await DamagedAsync();

        BackupException exception = await new InPlaceRun(fixture, backup, database)
        {
            Programs = ProgramStandIn.Folder("psql", $"sed -u -E \"{edit}\" | \"$real\" \"$@\""),
        }.FailsAsync(BackupFailure.VerificationFailed);

        Assert.Contains(told, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_that_promises_other_rows_stops_it_before_anything_is_touched()
    {
        (HubBackup backup, string database) = await OwnAsync();
        string manifest = File.ReadAllText(backup.FullName + ".json");
        File.WriteAllText(backup.FullName + ".json", manifest.Replace("\"rows\": 8000", "\"rows\": 8001", StringComparison.Ordinal));

        await new InPlaceRun(fixture, Catalogue.BackupFolder.Open(backup.FullName), database).FailsAsync(BackupFailure.ContentMismatch);
    }

    [Fact]
    public async Task A_psql_that_dies_in_the_midst_changes_nothing()
    {
        (HubBackup backup, string database) = await DamagedAsync();

        await new InPlaceRun(fixture, backup, database)
        {
            Programs = ProgramStandIn.Folder("psql", SomeRows + " | \"$real\" \"$@\"; kill -9 $$"),
        }.FailsAsync(BackupFailure.LoadFailed);
    }

    [Fact]
    public async Task The_end_of_psqls_input_commits_nothing()
    {
        (HubBackup backup, string database) = await DamagedAsync();

        // psql ends well, at the end of a text that was cut in mid-row.
        await new InPlaceRun(fixture, backup, database)
        {
            Programs = ProgramStandIn.Folder("psql", SomeRows + " | \"$real\" \"$@\""),
        }.FailsAsync(BackupFailure.LoadFailed);
    }

    [Fact]
    public async Task A_server_that_crashes_in_the_midst_has_the_old_database()
    {
        (HubBackup backup, string database) = await DamagedAsync();

        string before = fixture.Server.Dump(database);
        BackupException exception = await Assert.ThrowsAsync<BackupException>(() => new InPlaceRun(fixture, backup, database)
        {
            Programs = ProgramStandIn.Folder("psql", $"({SomeRows}; {fixture.Server.StopCommand} > /dev/null 2>&1; cat) | \"$real\" \"$@\""),
        }.RunAsync());
        fixture.Server.Crash();

        Assert.Contains(exception.Failure, (BackupFailure[])[BackupFailure.LoadFailed, BackupFailure.ServerUnreachable]);
        Assert.Equal(before, fixture.Server.Dump(database));
    }

    [Fact]
    public async Task A_server_that_crashes_before_it_gets_COMMIT_has_the_old_database()
    {
        (HubBackup backup, string database) = await DamagedAsync();

        BackupException exception = await new InPlaceRun(fixture, backup, database)
        {
            Programs = ProgramStandIn.Folder("psql", $"sed -u '/^COMMIT;$/e {fixture.Server.CrashCommand} > /dev/null 2>&1' | \"$real\" \"$@\""),
        }.FailsAsync(BackupFailure.LoadFailed);

        Assert.DoesNotContain("may or may not", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_COMMIT_whose_answer_is_lost_is_looked_up()
    {
        (HubBackup backup, string database) = await OwnAsync();

        HubRestore restore = await new InPlaceRun(fixture, backup, database)
        {
            Programs = ProgramStandIn.Folder("psql", "\"$real\" \"$@\"; kill -9 $$"),
        }.RunAsync();

        Assert.Equal(8000, restore.RowsFound);
        Assert.Equal("8000", fixture.Server.Query(database, "SELECT count(*) FROM lignes"));
    }

    [Theory]
    [InlineData(SomeRows)]
    [InlineData("sed -u '/^SELECT pg_advisory_xact_lock.*, 3);$/Q'")]
    public async Task Cancelled_in_the_midst_it_changes_nothing_and_leaves_no_transaction(string until)
    {
        (HubBackup backup, string database) = await DamagedAsync();
        string before = fixture.Server.Dump(database);
        string reached = Path.Combine(Directory.CreateTempSubdirectory("hub-reached-").FullName, "reached");
        using CancellationTokenSource stop = new();
        Task<HubRestore> run = new InPlaceRun(fixture, backup, database)
        {
            Application = "hub-backup cancelled",
            Programs = ProgramStandIn.Folder("psql", $"({until}; touch '{reached}'; sleep 1000) | \"$real\" \"$@\""),
        }.RunAsync(stop.Token);
        while (!File.Exists(reached) && !run.IsCompleted)
        {
            await Task.Delay(20);
        }

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal("0", fixture.Server.Query(database, "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'hub-backup cancelled' AND xact_start IS NOT NULL"));
        Assert.Equal(before, fixture.Server.Dump(database));
    }

    [Fact]
    public async Task A_constraint_that_fails_at_the_very_end_changes_nothing()
    {
        (HubBackup _, string database) = await DamagedAsync();
        HubBackup backup = ServerFixture.Legacy("""
            CREATE TABLE public.a (i int PRIMARY KEY);
            CREATE TABLE public.b (i int);
            COPY public.b (i) FROM stdin;
            1
            \.
            ALTER TABLE ONLY public.b ADD CONSTRAINT b_fk FOREIGN KEY (i) REFERENCES public.a(i);

            """);

        BackupException exception = await new InPlaceRun(fixture, backup, database) { TrustSource = true }.FailsAsync(BackupFailure.LoadFailed);

        Assert.Contains("b_fk", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_of_the_run_that_was_lost_stops_it_before_COMMIT()
    {
        (HubBackup backup, string database) = await DamagedAsync();

        await new InPlaceRun(fixture, backup, database)
        {
            BeforeCommit = _ => throw new BackupException(BackupFailure.LockLost, "lost"),
        }.FailsAsync(BackupFailure.LockLost);
    }

    [Fact]
    public async Task Who_holds_a_lock_is_named()
    {
        (HubBackup backup, string database) = await DamagedAsync();
        await using Ports.IDatabaseSession application = await ServerFixture.Questions(fixture.Connection(ServerFixture.App)).ConnectAsync(database, CancellationToken.None);
        string pid = (await application.QueryAsync("BEGIN; SELECT count(*) FROM public.lignes; SELECT pg_backend_pid()", CancellationToken.None))[0][0]!;

        BackupException exception = await new InPlaceRun(fixture, backup, database).FailsAsync(BackupFailure.TableLocked);

        Assert.Contains(pid + " (app, idle in transaction)", exception.Message, StringComparison.Ordinal);
    }

    private Task<(HubBackup Backup, string Database)> DamagedAsync() => fixture.SharedAsync(Samples.ManyRows, Damage, ServerFixture.App);

    private Task<(HubBackup Backup, string Database)> OwnAsync() => fixture.DamagedAsync(Samples.ManyRows, Damage, ServerFixture.App);
}
