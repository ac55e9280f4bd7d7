using System.Text.Json.Nodes;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

[Collection(nameof(SampleCollection))]
public sealed class HealthTests(SampleFixture sample)
{
    private const string Health = "Get-HubBackupHealth -Server $server -Database $database -BackupDirectory $folder -FreePercent 0";

    [Fact]
    public void A_backup_a_drill_a_restore_and_its_undo_have_their_lines_and_all_is_well()
    {
        LiveDatabase live = new(sample, "healthy");
        Assert.Equal(["DrillTooOld"], ReasonIds(live));

        live.Invoke("Test-HubBackup $more.Path -Drill -Server $server -Database $database -BackupDirectory $folder -Confirm:$false").ThrowOnError();
        live.Restore("-BackupDirectory $folder -Confirm:$false").ThrowOnError();
        dynamic health = live.Invoke(Health).Single();

        Assert.Equal("Healthy", (string)health.Status.ToString());
        Assert.Empty((IEnumerable<string>)health.UnfinishedRestores);
        dynamic kept = Assert.Single((IEnumerable<object>)health.KeptDatabases);
        Assert.StartsWith("healthy_before_", (string)kept.Name, StringComparison.Ordinal);
        live.Invoke("Undo-HubRestore -Server $server -Database $database -BackupDirectory $folder -Confirm:$false | Remove-HubRestore -Server $server -Database $database -BackupDirectory $folder -Confirm:$false").ThrowOnError();
        Assert.Equal(
            ["Backup Succeeded", "Rotation Succeeded", "Drill Succeeded", "Restore Succeeded", "Undo Succeeded", "Drop Succeeded"],
            Journal(live).Select(line => $"{line["operation"]} {line["result"]}"));
        Assert.All(Journal(live), line => Assert.True((long)line["free_bytes"]! > 0));
        Assert.Equal((string)live.Backup.Name, (string?)Journal(live)[0]["backup_name"]);
        Assert.EndsWith("/healthy", (string?)Journal(live)[3]["target"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_a_killed_restore_has_left_is_told_and_one_at_work_is_not()
    {
        LiveDatabase live = new(sample, "halfdone");
        live.Invoke("Test-HubBackup $more.Path -Drill -Server $server -Database $database -BackupDirectory $folder -Confirm:$false").ThrowOnError();

        SessionResult atWork = live.Invoke($$"""
            $script:seen = $null
            Restore-HubBackup $more.Path -Server $server -Database $database -BackupDirectory $folder -Confirm:$false -BeforeSwap {
                $script:seen = {{Health}}
                throw 'enough'
            }
            """);
        Assert.Equal("ScriptFailed", atWork.ErrorId());
        dynamic during = live.Invoke("$script:seen").Single();
        Assert.Empty((IEnumerable<string>)during.UnfinishedRestores);

        // As it looks to the next run: the name, the mark with its OID, and nobody who holds the lock.
        sample.Server.Query("postgres", "CREATE DATABASE halfdone_restore_20260208_030000");
        string oid = sample.Server.Query("postgres", "SELECT oid FROM pg_database WHERE datname = 'halfdone_restore_20260208_030000'").Trim();
        sample.Server.Query("postgres", $"COMMENT ON DATABASE halfdone_restore_20260208_030000 IS '{Mark(oid)}'");
        dynamic after = live.Invoke(Health).Single();

        Assert.Equal(["halfdone_restore_20260208_030000"], (IEnumerable<string>)after.UnfinishedRestores);
        Assert.Equal(["RestoreUnfinished"], ReasonIds(live));
        sample.Server.Query("postgres", "DROP DATABASE halfdone_restore_20260208_030000");
    }

    private static string Mark(string oid)
        => $$"""HubChantier.Backup {"role":"Side","oid":{{oid}},"run":"{{Guid.NewGuid()}}","of":"halfdone","since":"2026-02-08T03:00:00Z"}""";

    private static string[] ReasonIds(LiveDatabase live)
        => [.. ((IEnumerable<object>)live.Invoke(Health).Single().Reasons).Select(reason => (string)((dynamic)reason).Id.ToString())];

    private static JsonNode[] Journal(LiveDatabase live)
        => [.. File.ReadAllLines(Path.Combine(live.Folder, "hub-backup-journal.jsonl")).Select(line => JsonNode.Parse(line)!)];
}
