using HubChantier.Backup.IntegrationTests.Servers;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>The backup container, run by a real engine beside a database: entry point, first backup, health check, end.</summary>
[Collection(nameof(EngineCollection))]
public sealed class ContainerTests(EngineFixture fixture)
{
    private const string Health = "/hub/health.ps1";

    [ContainerFact]
    public void The_container_makes_its_first_backup_gets_healthy_and_ends_when_it_is_told_to()
    {
        _ = fixture.Engine.Value;
        using BackupContainer container = new();
        string log = container.Log();

        // `up --wait` has seen it healthy, which it is with a good backup alone.
        Assert.Matches(@"Backup: hub_chantier_backup_\d{8}_\d{6}\.sql\.gz, \d+ bytes, \d+ rows", log);
        Assert.DoesNotContain(BackupContainer.Password, log);

        (int code, string output, _) = container.TryExec("backup", "sh", "-c", "cat /proc/self/status; for f in /backups /backups/*.sql.gz; do stat -c '%a %u' $f; done; cat /proc/self/environ");
        output = output.Replace('\0', '\n');
        Assert.Equal(0, code);
        Assert.Matches(@"Uid:\s+10001", output);
        Assert.Contains("CapEff:\t0000000000000000", output);
        Assert.Contains("NoNewPrivs:\t1", output);
        Assert.Contains("\n700 10001\n600 10001\n", output);
        Assert.Contains("BACKUP_CRON=0 3 * * *\n", output);
        Assert.DoesNotContain("APPLICATION_SECRET", output);
        Assert.NotEqual(0, container.TryExec("backup", "sh", "-c", "echo > /hub/start.ps1").Code);

        (code, output, _) = container.TryExec("-e", "BACKUP_SOURCE=another", "backup", "pwsh", "-NoProfile", "-NonInteractive", "-File", Health);
        Assert.Equal(1, code);
        Assert.Contains("BackupMissing", output);
        Assert.Equal(1, container.TryExec("-e", "BACKUP_RETENTION_DAYS=sept", "backup", "pwsh", "-NoProfile", "-NonInteractive", "-File", Health).Code);
        Assert.Equal(0, container.TryExec("backup", "pwsh", "-NoProfile", "-NonInteractive", "-File", Health).Code);

        (code, _, string error) = container.TryCompose("run", "--rm", "-T", "-e", "BACKUP_CRON=sept", "backup");
        Assert.Equal(10, code);
        Assert.Contains("ScheduleInvalid", error);

        // Where a backup is, a restart makes none; but it goes by the schedule, in its time zone.
        container.Compose("up", "-d", "--force-recreate", "--wait", "backup");
        log = container.Log();
        Assert.Contains("The next run is due at", log);
        Assert.Contains("03:00", log);
        Assert.DoesNotContain("A run begins.", log);

        container.Compose("stop", "backup");
        Assert.Contains("The scheduler ends.", container.Log());
        Assert.Equal("0", container.Inspect("{{.State.ExitCode}}"));
    }
}
