using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.OperationTests.Support;

namespace HubChantier.Backup.OperationTests;

[Collection(nameof(ServerCollection))]
public sealed class TableRestoreTests(ServerFixture fixture)
{
    [Fact]
    public async Task Tables_of_every_kind_come_back_beside_the_live_ones()
    {
        (HubBackup backup, string database) = await SampleAsync();
        string live = fixture.Server.Dump(database);

        HubRestore restore = await new TableRun(fixture, backup, database, "T", "public.fk", "\"Été\".\"pa\"\"r\nt\"", "par_enum", "inh").RunAsync();

        Assert.Equal(live, fixture.Server.Dump(database, "--exclude-schema=restored"));
        Assert.Empty(fixture.Server.Databases(database + "_"));
        Assert.Equal(["Gate", "Load", "Move", "Copy"], restore.Phases.Select(phase => phase.Name));
        Assert.All(restore.Tables, table => Assert.Equal("restored", table.Schema));
        Assert.Equal(3000 + 7 + 3000 + 20 + 11, restore.RowsFound);
        Assert.Equal(
            "3000|3007|3000|20|11",
            fixture.Server.Query(database, "SELECT (SELECT count(*) FROM ONLY restored.t), (SELECT count(*) FROM restored.t), (SELECT count(*) FROM restored.fk), (SELECT count(*) FROM restored.par_enum), (SELECT count(*) FROM restored.\"pa\"\"r\nt\")"));
        // Its own sequences, at the values of the backup; identity, generated column, check and the key between two restored tables are there.
        Assert.Equal("3008", fixture.Server.Query(database, "SELECT nextval(pg_get_serial_sequence('restored.t', 'id'))"));
        Assert.Equal("restored.t_g_seq", fixture.Server.Query(database, "SELECT pg_get_serial_sequence('restored.t', 'g')"));
        Assert.Equal("10", fixture.Server.Query(database, "SELECT c FROM restored.t WHERE id = 1"));
        Assert.Equal("t", fixture.Server.Query(database, "SELECT confrelid = 'restored.t'::regclass FROM pg_constraint WHERE conrelid = 'restored.fk'::regclass AND contype = 'f'"));
        Assert.Equal("t|later", fixture.Server.Query(database, "SELECT bool_or(NOT convalidated), max(conname) FILTER (WHERE NOT convalidated) FROM pg_constraint WHERE conrelid = 'restored.t'::regclass"));
        Assert.Equal("statut", fixture.Server.Query(database, "SELECT s::regtype FROM (SELECT pg_typeof(s) AS s FROM restored.t LIMIT 1) x"));
        Assert.Equal("restored.t", fixture.Server.Query(database, "SELECT inhparent::regclass FROM pg_inherits WHERE inhrelid = 'restored.inh'::regclass"));
    }

    [Fact]
    public async Task What_does_not_come_along_is_told()
    {
        (HubBackup backup, string database) = await SampleAsync();

        HubRestore restore = await new TableRun(fixture, backup, database, "fk", "inh") { Schema = "Mes \"tables\"" }.RunAsync();

        Assert.Collection(
            restore.Remarks.Order(StringComparer.Ordinal),
            remark => Assert.Equal("Table public.fk: FOREIGN KEY fk_t_fkey did not come along.", remark),
            remark => Assert.Equal("Table public.fk: POLICY po did not come along.", remark),
            remark => Assert.Equal("Table public.fk: ROW LEVEL SECURITY did not come along.", remark),
            remark => Assert.Equal("Table public.fk: TRIGGER tr did not come along.", remark),
            remark => Assert.Equal("Table public.inh: INHERITS public.t did not come along.", remark));
        Assert.Equal("3000|7", fixture.Server.Query(database, "SELECT (SELECT count(*) FROM \"Mes \"\"tables\"\"\".fk), (SELECT count(*) FROM \"Mes \"\"tables\"\"\".inh)"));
        Assert.Equal("0", fixture.Server.Query(database, "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = '\"Mes \"\"tables\"\"\".fk'::regclass"));
        // The live parent has no more children than before.
        Assert.Equal("1", fixture.Server.Query(database, "SELECT count(*) FROM pg_inherits WHERE inhparent = 'public.t'::regclass"));
    }

    [Fact]
    public async Task What_leans_on_what_the_live_database_lacks_is_left_out_and_told()
    {
        string database = fixture.NewDatabase("""
            CREATE FUNCTION calc(i int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT i + 1';
            CREATE FUNCTION stays(i int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT i';
            CREATE SEQUENCE numbers;
            CREATE TYPE statut AS ENUM ('ouvert', 'fermé'); CREATE TYPE gone AS ENUM ('x'); CREATE DOMAIN qty AS int CHECK (VALUE > 0); CREATE TYPE pair AS (a gone, b qty);
            CREATE TABLE leans (id int DEFAULT nextval('numbers'), a int DEFAULT calc(1), g int GENERATED ALWAYS AS (calc(id)) STORED, k int DEFAULT stays(3),
              s statut, p pair, l gone[], CONSTRAINT ck CHECK (calc(id) > 0), CONSTRAINT ok CHECK (stays(id) > 0));
            CREATE INDEX leans_calc ON leans (calc(a)); CREATE INDEX leans_ok ON leans (stays(a));
            INSERT INTO leans (s, p, l) VALUES ('ouvert', '(x,3)', '{x,x}'), ('fermé', NULL, NULL);
            """, owner: ServerFixture.Maker);
        HubBackup backup = await fixture.BackupAsync(database);
        fixture.Server.Query(database, $"""
            SET SESSION AUTHORIZATION {ServerFixture.Maker};
            DROP TABLE leans; DROP FUNCTION calc; DROP SEQUENCE numbers; DROP TYPE pair; DROP TYPE gone; ALTER TYPE statut ADD VALUE 'autre';
            """);
        string live = fixture.Server.Dump(database);

        HubRestore restore = await new TableRun(fixture, backup, database, "leans").RunAsync();

        Assert.Equal(live, fixture.Server.Dump(database, "--exclude-schema=restored"));
        string told = string.Join('\n', restore.Remarks);
        Assert.All(
            (string[])["DEFAULT id", "DEFAULT a", "GENERATED g", "CHECK ck", "INDEX leans_calc", "Type public.statut", "Type public.gone", "Type public.pair"],
            part => Assert.Contains(part, told, StringComparison.Ordinal));
        Assert.Equal(8, restore.Remarks.Count);
        Assert.Equal(
            "1|2|2|3|ouvert|restored.statut|(x,3)|{x,x}\n2|2|3|3|fermé|restored.statut||",
            fixture.Server.Query(database, "SELECT id, a, g, k, s, pg_typeof(s), p, l FROM restored.leans ORDER BY id"));
        Assert.Equal("leans_ok", fixture.Server.Query(database, "SELECT string_agg(indexrelid::regclass::text, ',') FROM pg_index WHERE indrelid = 'restored.leans'::regclass").Replace("restored.", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_fits_no_table_is_answered_with_near_ones()
    {
        string database = fixture.NewDatabase("""
            CREATE TABLE chantiers (a int); CREATE TABLE "Pièces jointes" (a int); CREATE SCHEMA app; CREATE TABLE app.lignes (a int);
            CREATE SCHEMA a; CREATE TABLE a.double (a int); CREATE SCHEMA b; CREATE TABLE b.double (a int);
            """, owner: ServerFixture.Maker);
        HubBackup backup = await fixture.BackupAsync(database);
        (string[] Names, string Near)[] cases =
        [
            (["chantier"], "public.chantiers"),
            (["\"Chantiers\""], "public.chantiers"),
            (["Pièces jointes"], "public.\"Pièces jointes\""),
            (["public.lignes"], "app.lignes"),
            (["double"], "a.double, b.double"),
            (["a.double", "b.double"], "a.double, b.double"),
            (["chant*"], "public.chantiers"),
        ];
        foreach ((string[] names, string near) in cases)
        {
            BackupException exception = await Assert.ThrowsAsync<BackupException>(() => new TableRun(fixture, backup, database, names).RunAsync());

            Assert.Equal(BackupFailure.TableMissing, exception.Failure);
            Assert.Contains(near, exception.Message, StringComparison.Ordinal);
        }

        Assert.Empty(fixture.Server.Databases(database + "_"));
    }

    [Fact]
    public async Task A_schema_that_has_such_a_table_is_not_written_to()
    {
        (HubBackup backup, string database) = await SampleAsync();

        await new TableRun(fixture, backup, database, "fk") { Schema = "public" }.FailsAsync(BackupFailure.TargetExists);
    }

    [Fact]
    public async Task Without_a_schema_it_gets_one_named_after_the_time()
    {
        (HubBackup backup, string database) = await SampleAsync();

        HubRestore restore = await new TableRun(fixture, backup, database, "fk") { Schema = null }.RunAsync();

        Assert.Matches(@"^restored_\d{8}_\d{6}$", Assert.Single(restore.Tables).Schema);
    }

    [Fact]
    public async Task Rows_that_are_lost_on_the_way_are_found_before_COMMIT()
    {
        (HubBackup backup, string database) = await SampleAsync();

        BackupException exception = await new TableRun(fixture, backup, database, "fk")
        {
            Schema = "elsewhere",
            // Into the live database only: the side database was loaded whole.
            Programs = ProgramStandIn.Folder("psql", $"[ \"$PGDATABASE\" = {database} ] || exec \"$real\" \"$@\"; sed -u '/^2999\\t/d' | \"$real\" \"$@\""),
        }.FailsAsync(BackupFailure.VerificationFailed);

        Assert.Contains("elsewhere.fk: 3000 rows expected, 2999 found", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pg_dump", "case \"$PGDATABASE\" in *_tables_*) \"$real\" \"$@\" | head -c 20000; kill -9 $$;; *) exec \"$real\" \"$@\";; esac", BackupFailure.DumpFailed)]
    [InlineData("psql", "case \"$PGDATABASE\" in *_tables_*) exec \"$real\" \"$@\";; *) stdbuf -o0 head -c 20000 | \"$real\" \"$@\"; kill -9 $$;; esac", BackupFailure.LoadFailed)]
    [InlineData("psql", "case \"$PGDATABASE\" in *_tables_*) stdbuf -o0 head -c 20000 | \"$real\" \"$@\"; kill -9 $$;; *) exec \"$real\" \"$@\";; esac", BackupFailure.LoadFailed)]
    public async Task A_program_that_dies_leaves_nothing(string program, string body, BackupFailure failure)
    {
        (HubBackup backup, string database) = await SampleAsync();

        await new TableRun(fixture, backup, database, "fk", "t") { Schema = "elsewhere", Programs = ProgramStandIn.Folder(program, body) }.FailsAsync(failure);
    }

    [Fact]
    public async Task Cancelled_in_the_midst_it_leaves_nothing()
    {
        (HubBackup backup, string database) = await SampleAsync();
        string before = fixture.Server.Dump(database);
        string reached = Path.Combine(Directory.CreateTempSubdirectory("hub-reached-").FullName, "reached");
        using CancellationTokenSource stop = new();
        Task<HubRestore> run = new TableRun(fixture, backup, database, "fk")
        {
            Schema = "elsewhere",
            Programs = ProgramStandIn.Folder("pg_dump", $"\"$real\" \"$@\" | (head -c 20000; touch '{reached}'; sleep 1000)"),
        }.RunAsync(stop.Token);
        while (!File.Exists(reached) && !run.IsCompleted)
        {
            await Task.Delay(20);
        }

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(before, fixture.Server.Dump(database));
        Assert.Empty(fixture.Server.Databases(database + "_"));
    }

    private Task<(HubBackup Backup, string Database)> SampleAsync()
        => fixture.SharedAsync(Samples.Everything, "UPDATE ONLY t SET z = 9 WHERE id > 5; UPDATE fk SET u = NULL;", ServerFixture.Maker);
}
