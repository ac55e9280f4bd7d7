using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>The way through docker compose, with a stand-in for docker: its arguments, and what it may say.</summary>
[Collection(nameof(SampleCollection))]
public sealed class ComposeTests(SampleFixture sample)
{
    private const string Backup = "Invoke-HubBackup -ComposeFile $more -Database $database -BackupDirectory $folder";

    [Fact]
    public void A_live_database_is_backed_up_and_restored_with_no_secret_in_an_argument()
    {
        using StandInDocker docker = new();
        string folder = sample.NewFolder();
        sample.Server.CreateDatabase("par_compose", options: $"TEMPLATE {SampleFixture.Database}");
        string before = sample.Server.Dump("par_compose");
        const string Credential = "$credential = [pscredential]::new('hubchantier', (& { $s = [securestring]::new(); '" + StandInDocker.Secret + "'.ToCharArray() | ForEach-Object { $s.AppendChar($_) }; $s }))\n";

        dynamic backup = sample.Invoke(Credential + Backup + " -Credential $credential", folder, "par_compose", docker.ComposeFile(sample.Server)).Single();
        sample.Server.Query("par_compose", "DROP TABLE sans_cle; CREATE TABLE since (a int)");
        dynamic restore = sample.Invoke(
            "Get-HubBackup -Latest -Database $database -BackupDirectory $folder | Restore-HubBackup -ComposeFile $more -Database $database -Confirm:$false",
            folder, "par_compose", docker.ComposeFile(sample.Server)).Single();

        Assert.Equal("compose:db", (string)backup.Server.Host);
        Assert.Equal((long)backup.Rows, (long)restore.RowsFound);
        Assert.Equal(before, sample.Server.Dump("par_compose"));
    }

    [Theory]
    [InlineData("base \"à\" guillemets; 'x'")]
    [InlineData("dbname=postgres host=elsewhere")]
    [InlineData("-a\\b:c $d")]
    public void Any_name_of_a_database_goes_through_psql(string database)
    {
        using StandInDocker docker = new();
        string folder = sample.NewFolder();
        sample.Server.CreateDatabase(database, "CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 10)");

        sample.Invoke(Backup, folder, database, docker.ComposeFile(sample.Server)).Single();
        sample.Invoke(
            "Restore-HubBackup -Latest -Database $database -BackupDirectory $folder -ComposeFile $more -TargetDatabase \"$database 2\"",
            folder, database, docker.ComposeFile(sample.Server)).Single();

        Assert.Equal("10", sample.Server.Query(database + " 2", "SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("\"$real\" \"$@\" | head -c 200000; kill -9 $$", "DumpFailed")]
    [InlineData("\"$real\" \"$@\" | head -c 200000; exit 0", "DumpIncomplete")]
    [InlineData("exec \"$real\" --snapshot=00000099-00000001-1 \"${@/--snapshot=*/--no-password}\"", "ServerMismatch")]
    public void A_dump_that_fails_leaves_nothing(string program, string expected)
    {
        using StandInDocker docker = new();
        string folder = sample.NewFolder();

        SessionResult result = sample.Invoke(Backup, folder, more: docker.ComposeFile(sample.Server, ProgramStandIn.Folder("pg_dump", program)));

        Assert.Equal(expected, result.ErrorId());
        Assert.Empty(SampleFixture.Leftovers(folder));
    }

    [Theory]
    [InlineData("code=15 fails='required variable X is missing a value: set X'", "ComposeInvalid", "set X")]
    [InlineData("code=14 fails='yaml: line 1: did not find expected node content'", "ComposeInvalid", "line 1")]
    [InlineData("service=api", "ServiceNotRunning", "is not running")]
    [InlineData("code=1 fails='Cannot connect to the Docker daemon at unix:///nowhere.'", "ServerUnreachable", "Docker daemon")]
    [InlineData("code=126 fails='OCI runtime exec failed: executable file not found in $PATH'", "ClientProgramMissing", "OCI")]
    [InlineData("socket=/nowhere", "ServerUnreachable", "/nowhere")]
    public void What_compose_and_docker_report_has_a_name(string compose, string expected, string words)
    {
        using StandInDocker docker = new();

        SessionResult result = sample.Invoke(Backup, sample.NewFolder(), more: docker.ComposeFile(sample.Server, more: compose));

        Assert.Equal(expected, result.ErrorId());
        Assert.Contains(words, result.Error().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_or_a_database_that_is_not_there_is_named()
    {
        using StandInDocker docker = new();
        string file = docker.ComposeFile(sample.Server);

        SessionResult service = sample.Invoke(Backup + " -ComposeService base", sample.NewFolder(), more: file);
        SessionResult database = sample.Invoke(Backup, sample.NewFolder(), "nulle_part", file);

        Assert.Equal("ComposeInvalid", service.ErrorId());
        Assert.Contains("api, db", service.Error().ToString(), StringComparison.Ordinal);
        Assert.Equal("DatabaseMissing", database.ErrorId());
    }

    [Theory]
    [InlineData("1.29.2", "#!/bin/sh\ncat \"$(dirname \"$0\")/version\"", "1.29.2")]
    [InlineData("", "#!/bin/sh\necho \"docker: 'compose' is not a docker command.\" >&2; exit 1", "not a docker command")]
    public void A_compose_that_is_missing_or_too_old_is_told(string version, string script, string words)
    {
        using StandInDocker docker = new(version, script);

        SessionResult result = sample.Invoke(Backup, sample.NewFolder(), more: docker.ComposeFile(sample.Server));

        Assert.Equal("ClientProgramMissing", result.ErrorId());
        Assert.Contains(words, result.Error().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Stopping_the_pipeline_ends_pg_dump_and_leaves_nothing()
    {
        using StandInDocker docker = new();
        string folder = sample.NewFolder();
        string started = Path.Combine(Directory.CreateTempSubdirectory("hub-stop-").FullName, "started");
        string programs = ProgramStandIn.Folder("pg_dump", $"echo $$ > '{started}.tmp'; mv '{started}.tmp' '{started}'; echo '-- a first line'; exec sleep 600");
        using System.Management.Automation.PowerShell shell = sample.Session.Shell(
            "param($folder, $database, $more) " + Backup,
            new { folder, database = SampleFixture.Database, more = docker.ComposeFile(sample.Server, programs) });
        IAsyncResult running = shell.BeginInvoke();
        Assert.True(SpinWait.SpinUntil(() => File.Exists(started), TimeSpan.FromSeconds(30)), "pg_dump was not started");
        int dump = int.Parse(File.ReadAllText(started), System.Globalization.CultureInfo.InvariantCulture);

        shell.Stop();

        Assert.True(running.IsCompleted);
        Assert.False(Directory.Exists($"/proc/{dump}"), "pg_dump still runs");
        Assert.Empty(SampleFixture.Leftovers(folder));
        Assert.Equal("0", sample.Server.Query("postgres", "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'hub-backup%'"));
    }
}
