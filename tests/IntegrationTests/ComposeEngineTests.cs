using System.Diagnostics;
using System.Management.Automation;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>The way through docker compose, with a real engine and a real container.</summary>
[Collection(nameof(EngineCollection))]
public sealed class ComposeEngineTests(EngineFixture fixture)
{
    private const string Backup = "param($file, $folder) Invoke-HubBackup -ComposeFile $file -Database hub_chantier -BackupDirectory $folder";

    private DockerEngine Engine => fixture.Engine.Value;

    [EngineFact]
    public void A_database_is_backed_up_restored_beside_and_in_its_place()
    {
        string folder = NewFolder();

        dynamic backup = Invoke(Backup, folder).Single();
        Invoke("param($file, $folder) Restore-HubBackup -Latest -BackupDirectory $folder -ComposeFile $file -TargetDatabase beside -AssumeRoom", folder).ThrowOnError();
        Engine.Query(DockerEngine.Database, "DELETE FROM sans_cle");
        Invoke("param($file, $folder) Restore-HubBackup -Latest -BackupDirectory $folder -ComposeFile $file -DropPrevious -AssumeRoom -Confirm:$false", folder).ThrowOnError();

        Assert.True((long)backup.Rows > 2000);
        Assert.Equal("2000", Engine.Query("beside", "SELECT count(*) FROM sans_cle"));
        Assert.Equal("2000", Engine.Query(DockerEngine.Database, "SELECT count(*) FROM sans_cle"));
        Assert.Equal("", Engine.Sessions());
        Assert.False(Engine.HasCrashed());
    }

    [EngineFact]
    public void Stopping_in_mid_dump_ends_pg_dump_in_the_container_and_its_session()
    {
        string folder = NewFolder();
        using TableHolder holder = new(Engine);
        using PowerShell shell = fixture.Session.Shell(Backup, new { file = Engine.ComposeFile, folder });
        shell.BeginInvoke();
        WaitForDump();

        shell.Stop();

        Assert.Empty(Engine.Processes("pg_dump"));
        Assert.Equal("", Engine.Sessions());
        Assert.Empty(SampleFixture.Leftovers(folder));
        Assert.False(Engine.HasCrashed());
    }

    [EngineFact]
    public void An_application_that_is_killed_leaves_no_pg_dump_in_the_container()
    {
        using TableHolder holder = new(Engine);
        string script = Path.Combine(Directory.CreateTempSubdirectory("hub-kill-").FullName, "backup.ps1");
        File.WriteAllText(script, $"""
            Import-Module '{RepositoryRoot.ModuleManifest}'
            Invoke-HubBackup -ComposeFile '{Engine.ComposeFile}' -Database hub_chantier -BackupDirectory '{NewFolder()}'
            """);
        using Process host = Process.Start(new ProcessStartInfo("dotnet", [KilledRunTests.ModuleHost, "-File", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        WaitForDump();

        host.Kill();

        Assert.True(SpinWait.SpinUntil(() => Engine.Processes("pg_dump").Length == 0 && Engine.Sessions().Length == 0, TimeSpan.FromSeconds(20)), Engine.Sessions());
        Assert.False(Engine.HasCrashed());
    }

    private static string NewFolder() => Path.Combine(Directory.CreateTempSubdirectory("hub-backups-").FullName, "backups");

    private SessionResult Invoke(string script, string folder) => fixture.Session.Invoke(script, new { file = Engine.ComposeFile, folder });

    /// <summary>Waits until pg_dump is in the container and waits for the table that is held.</summary>
    private void WaitForDump() => Assert.True(
        SpinWait.SpinUntil(() => Engine.Query("postgres", "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'LOCK TABLE%'") != "0", TimeSpan.FromSeconds(30)),
        "pg_dump was not started");

    /// <summary>Somebody who holds a table, so that a pg_dump stays in the midst of its work.</summary>
    private sealed class TableHolder : IDisposable
    {
        private readonly Process _psql;

        public TableHolder(DockerEngine engine)
        {
            _psql = Process.Start(new ProcessStartInfo(
                "docker", ["compose", "-f", engine.ComposeFile, "exec", "-T", "-e", "PGAPPNAME=holder", "db", "psql", "-qXAt", "-U", ThrowawayServer.User, "-d", DockerEngine.Database])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
            _psql.StandardInput.WriteLine("BEGIN; LOCK TABLE sans_cle; SELECT 'held';");
            _psql.StandardInput.Flush();
            Assert.Equal("held", _psql.StandardOutput.ReadLine());
        }

        public void Dispose()
        {
            _psql.StandardInput.Close();
            _psql.WaitForExit();
            _psql.Dispose();
        }
    }
}
