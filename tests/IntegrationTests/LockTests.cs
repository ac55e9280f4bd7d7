using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;
using System.Management.Automation;

namespace HubChantier.Backup.IntegrationTests;

[Collection(nameof(SampleCollection))]
public sealed class LockTests(SampleFixture sample)
{
    private const string Backup = "param($server, $folder, $more) Invoke-HubBackup -Server $server -Database hub_chantier -BackupDirectory $folder -PgBinDirectory $more";

    [Fact]
    public void A_second_run_in_the_same_folder_is_refused_and_told_who_holds_the_lock()
    {
        string folder = sample.NewFolder();
        using SlowRun first = new(sample, folder);

        SessionResult second = sample.Invoke("Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder", folder);

        Assert.Equal("LockHeld", second.ErrorId());
        Assert.Contains($"pid {Environment.ProcessId} on {Environment.MachineName} since", second.Error().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_run_in_another_folder_as_on_another_host_is_refused_by_the_server()
    {
        using SlowRun first = new(sample, sample.NewFolder());

        SessionResult second = sample.Invoke("Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder", sample.NewFolder());

        Assert.Equal("LockHeld", second.ErrorId());
        Assert.Contains($"{Environment.ProcessId}@{Environment.MachineName}", second.Error().ToString(), StringComparison.Ordinal);
        Assert.Equal(30, second.Error().Exception.GetType().GetProperty("ExitCode")!.GetValue(second.Error().Exception));
    }

    [Theory]
    [InlineData("Swap")]
    [InlineData("InPlace")]
    public void A_restore_is_refused_while_a_run_on_another_host_holds_the_lock(string mode)
    {
        string folder = sample.NewFolder();
        dynamic backup = sample.Backup(folder);
        string text = sample.Server.Dump(SampleFixture.Database);
        string[] databases = sample.Server.Databases("");
        using SlowRun first = new(sample, sample.NewFolder());

        SessionResult second = sample.Invoke(
            $"Restore-HubBackup $more.Path -Server $server -Database $database -Mode {mode} -Confirm:$false", folder, more: new { Path = (string)backup.FullName });

        Assert.Equal("LockHeld", second.ErrorId());
        Assert.Contains($"{Environment.ProcessId}@{Environment.MachineName}", second.Error().ToString(), StringComparison.Ordinal);
        Assert.Equal(text, sample.Server.Dump(SampleFixture.Database));
        Assert.Equal(databases, sample.Server.Databases(""));
        Assert.Equal([(string)backup.Name, backup.Name + ".access.sql", backup.Name + ".json"], SampleFixture.Leftovers(folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Another_database_is_not_kept_waiting()
    {
        string folder = sample.NewFolder();
        sample.Server.CreateDatabase("other_database");
        using SlowRun first = new(sample, folder);

        Assert.Equal("other_database", (string)sample.Backup(folder, "other_database").Database);
    }

    [Fact]
    public void A_run_that_waits_gets_its_turn()
    {
        string folder = sample.NewFolder();
        SlowRun first = new(sample, folder);
        using ModuleSession session = new();
        using PowerShell second = session.Shell(
            "param($server, $folder) Invoke-HubBackup -Server $server -Database hub_chantier -BackupDirectory $folder -LockTimeoutSeconds 60",
            new { server = sample.Server.Socket, folder });
        IAsyncResult waiting = second.BeginInvoke();

        first.Dispose();

        Assert.True(waiting.AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(60)));
        Assert.Empty(second.Streams.Error);
        Assert.Single(SampleFixture.Leftovers(folder), name => name.EndsWith(".sql.gz", StringComparison.Ordinal));
    }

    [Fact]
    public void A_lock_that_is_lost_before_the_backup_gets_its_name_ends_the_run()
    {
        string folder = sample.NewFolder();
        string end = "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory'";
        string programs = ProgramStandIn.Folder(
            "pg_dump", $"PGDATABASE=postgres '{ThrowawayServer.Programs}/psql' -qXAt -c \"{end}\" >/dev/null; exec \"$real\" \"$@\"");

        SessionResult result = sample.Invoke("Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -PgBinDirectory $more", folder, more: programs);

        Assert.Contains(result.ErrorId(), (string[])["LockLost", "ServerUnreachable"]);
        Assert.Empty(SampleFixture.Leftovers(folder));
    }

    [Fact]
    public void A_table_that_is_locked_ends_the_dump_and_the_holder_is_named()
    {
        string folder = sample.NewFolder();
        using System.Diagnostics.Process holder = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo(Path.Combine(ThrowawayServer.Programs, "psql"), ["-qX", "-h", sample.Server.Socket, "-U", ThrowawayServer.User, "-d", SampleFixture.Database])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
        holder.StandardInput.WriteLine("BEGIN; LOCK TABLE chantiers IN ACCESS EXCLUSIVE MODE; SELECT 'held';");
        holder.StandardInput.Flush();
        while (holder.StandardOutput.ReadLine()?.Trim() != "held")
        {
            // Until it is held.
        }

        SessionResult result = sample.Invoke(
            "Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -TableLockTimeoutSeconds 1", folder);
        holder.Kill();
        holder.WaitForExit();

        Assert.Equal("TableLocked", result.ErrorId());
        Assert.Contains("SELECT 'held'", result.Error().ToString(), StringComparison.Ordinal);
        Assert.Empty(SampleFixture.Leftovers(folder));
    }

    [Fact]
    public void A_run_that_takes_too_long_ends_with_its_own_error()
    {
        string folder = sample.NewFolder();

        SessionResult result = sample.Invoke(
            "Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -PgBinDirectory $more -TimeoutSeconds 1", folder,
            more: ProgramStandIn.Folder("pg_dump", "echo '-- a first line'; exec sleep 600"));

        Assert.Equal("TimedOut", result.ErrorId());
        Assert.Empty(SampleFixture.Leftovers(folder));
    }

    /// <summary>A backup in a session of its own that lasts until it is disposed.</summary>
    private sealed class SlowRun : IDisposable
    {
        private readonly ModuleSession _session = new();
        private readonly PowerShell _shell;

        public SlowRun(SampleFixture sample, string folder)
        {
            string started = Path.Combine(Directory.CreateTempSubdirectory("hub-slow-").FullName, "started");
            _shell = _session.Shell(Backup, new
            {
                server = sample.Server.Socket,
                folder,
                more = ProgramStandIn.Folder("pg_dump", $"touch '{started}'; echo '-- a first line'; exec sleep 600"),
            });
            _shell.BeginInvoke();
            Assert.True(SpinWait.SpinUntil(() => File.Exists(started), TimeSpan.FromSeconds(30)), "the slow run did not start");
        }

        public void Dispose()
        {
            _shell.Stop();
            _shell.Dispose();
            _session.Dispose();
        }
    }
}
