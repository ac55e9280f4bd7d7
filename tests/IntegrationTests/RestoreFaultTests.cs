using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>The server goes down in each step of a restore over a live database. After it is up again, that database is in service as it was.</summary>
public sealed class RestoreFaultTests : IDisposable
{
    private const string Database = "hub_chantier";

    private readonly ThrowawayServer _server = new();
    private readonly ModuleSession _session = new();
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("hub-backups-").FullName, "backups");
    private readonly string _backup;
    private readonly string _before;

    public RestoreFaultTests()
    {
        _server.CreateSample(Database, rows: 2000);
        _backup = Invoke("(Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder).FullName").Output.Single().ToString()!;
        // A sequence writes its next 32 values ahead into the WAL, and after a crash goes on behind them: not what is tested here.
        _server.Query(Database, "CREATE TABLE since (a int); INSERT INTO since VALUES (1); CHECKPOINT");
        _before = _server.Dump(Database);
    }

    public void Dispose()
    {
        _session.Dispose();
        _server.Dispose();
    }

    [Fact]
    public void A_server_that_goes_down_while_the_safety_backup_is_made_has_its_database_in_service_afterwards()
        => AssertSurvives($"-PgBinDirectory '{ProgramStandIn.Folder("pg_dump", $"\"$real\" \"$@\" | {{ head -c 100000; {_server.CrashCommand} >&2; cat; }}; exit ${{PIPESTATUS[0]}}")}'");

    [Fact]
    public void A_server_that_goes_down_while_the_backup_is_loaded_has_its_database_in_service_afterwards()
        => AssertSurvives($"-PgBinDirectory '{ProgramStandIn.Folder("psql", $"{{ stdbuf -o0 head -c 100000; {_server.CrashCommand} >&2; cat; }} | \"$real\" \"$@\"")}'");

    [Fact]
    public void A_server_that_goes_down_before_the_change_has_its_database_in_service_afterwards()
        => AssertSurvives($"-BeforeSwap {{ & bash -c '{_server.CrashCommand.Replace("'", "''", StringComparison.Ordinal)}' }}");

    [Fact]
    public void A_server_that_goes_down_after_the_change_has_the_restored_database_in_service_and_the_old_one_kept()
    {
        Restore($"-AfterSwap {{ & bash -c '{_server.CrashCommand.Replace("'", "''", StringComparison.Ordinal)}' }}").ThrowOnError();

        Assert.Equal("0", _server.Query(Database, "SELECT count(*) FROM pg_class WHERE relname = 'since'"));
        Invoke("Undo-HubRestore -Server $server -Database $database -Confirm:$false").ThrowOnError();
        Assert.Equal(_before, _server.Dump(Database));
    }

    private void AssertSurvives(string options)
    {
        SessionResult failed = Restore(options);

        Assert.Contains(failed.ErrorId(), (string[])["DumpFailed", "LoadFailed", "ServerUnreachable", "QueryFailed", "LockLost"]);
        Assert.Equal(_before, _server.Dump(Database));

        dynamic restore = Restore("").Single();
        Assert.Equal(_before, _server.Dump((string)restore.PreviousDatabase));
        Assert.Equal([Database, (string)restore.PreviousDatabase], _server.Databases(Database));
    }

    private SessionResult Restore(string options) => Invoke($"Restore-HubBackup '{_backup}' -Server $server -Database $database -Confirm:$false {options}");

    private SessionResult Invoke(string script)
        => _session.Invoke("param($server, $folder, $database)\n" + script, new { server = _server.Socket, folder = _folder, database = Database });
}
