using System.Text.RegularExpressions;
using HubChantier.Backup.Health;
using HubChantier.Backup.UnitTests.Help;
using HubChantier.Backup.UnitTests.Journal;
using HubChantier.Backup.UnitTests.Retention;
using HubChantier.Backup.UnitTests.Settings;

namespace HubChantier.Backup.UnitTests.Health;

[InEnglish]
public sealed class HealthCheckTests
{
    private const long Gigabyte = 1024 * 1024 * 1024;

    [Fact]
    public void All_is_well()
    {
        HubHealth health = HealthCheck.Evaluate(HealthAssert.Well, new HealthLimits());

        Assert.Equal(HubHealthStatus.Healthy, health.Status);
        Assert.Empty(health.Reasons);
        Assert.Same(HealthAssert.Well.Backups[2], health.LastBackup);
        Assert.Equal(TimeSpan.FromDays(1), health.LastBackupAge);
        Assert.Equal((Past.Now.AddDays(-3).AddHours(1), TimeSpan.FromHours(71)), (health.LastDrill!.Value, health.LastDrillAge!.Value));
        Assert.Equal((50.0, null, null), (health.FreePercent, health.DailyGrowthBytes, health.DaysUntilFull));
        Assert.Same(HealthAssert.Well.Runs[1], health.LastRun);
        Assert.Equal((Past.Database, Past.Source, "/backups", Past.Now), (health.Database, health.Source, health.Folder, health.Checked));
    }

    [Theory]
    [InlineData(26.0 / 24, null)]
    [InlineData((26.0 / 24) + 0.001, HubHealthProblem.BackupTooOld)]
    [InlineData(400, HubHealthProblem.BackupTooOld)]
    public void A_good_backup_may_be_26_hours_old(double days, HubHealthProblem? expected)
        => HealthAssert.Only(HealthAssert.Well with { Backups = [Past.Made(days, drill: true)], Runs = [Runs.Made(0, HubRunOperation.Drill)] }, expected, HubHealthStatus.Critical);

    [Fact]
    public void What_is_no_good_backup_does_not_count()
    {
        HubBackup[] none =
        [
            Past.Made(0.1, kind: HubBackupKind.Safety), Past.Made(0.1, state: HubBackupState.Legacy), Past.Made(0.1, accepted: false),
            Past.Made(0.1, database: "other"), Past.Made(0.1, source: "other"), Past.Made(-0.5),
        ];
        HealthFacts facts = HealthAssert.Well with { Backups = none, Runs = [Runs.Made(1, HubRunOperation.Drill)] };

        HealthAssert.Only(facts, HubHealthProblem.BackupMissing, HubHealthStatus.Critical);
        Assert.Null(HealthCheck.Evaluate(facts, new HealthLimits()).LastBackupAge);
        HealthAssert.Only(facts with { Backups = [.. none, Past.Made(0.5, accepted: true)] }, expected: null);
    }

    [Fact]
    public void A_failed_backup_is_critical_until_one_succeeds()
    {
        HubRun failed = Runs.Made(0.5, result: HubRunResult.Failed, error: "ServerUnreachable", message: "It does not answer.");
        HealthFacts facts = HealthAssert.Well with { Runs = [Runs.Made(60, result: HubRunResult.Failed), Runs.Made(1), Runs.Made(0.6, result: HubRunResult.Failed), failed] };

        HubHealth health = HealthAssert.Only(facts, HubHealthProblem.BackupFailed, HubHealthStatus.Critical);

        Assert.Equal(2, health.Failures.Count);
        Assert.Same(failed, health.Failures[^1]);
        Assert.Contains("It does not answer.", health.Reasons[0].Message, StringComparison.Ordinal);
        HealthAssert.Only(facts with { Runs = [.. facts.Runs, Runs.Made(0.1, result: HubRunResult.Cancelled)] }, HubHealthProblem.BackupFailed, HubHealthStatus.Critical);
        HealthAssert.Only(facts with { Runs = [.. facts.Runs, Runs.Made(0.1)] }, expected: null);
    }

    [Fact]
    public void A_failed_backup_is_told_however_long_ago_it_was()
        => HealthAssert.Only(HealthAssert.Well with { Runs = [Runs.Made(300, result: HubRunResult.Failed)] }, HubHealthProblem.BackupFailed, HubHealthStatus.Critical);

    [Fact]
    public void A_backup_that_met_another_run_is_a_warning()
    {
        HubRun met = Runs.Made(0.5, result: HubRunResult.Failed, error: "LockHeld");

        HealthAssert.Only(HealthAssert.Well with { Runs = [met] }, HubHealthProblem.BackupFailed, HubHealthStatus.Warning);
        HealthAssert.Only(HealthAssert.Well with { Runs = [Runs.Made(0.6, result: HubRunResult.Failed, error: "DiskFull"), met] }, HubHealthProblem.BackupFailed, HubHealthStatus.Critical);
    }

    [Fact]
    public void Cancelled_runs_and_those_of_other_databases_are_no_failures()
        => HealthAssert.Only(
            HealthAssert.Well with
            {
                Runs =
                [
                    Runs.Made(0.5, result: HubRunResult.Cancelled), Runs.Made(0.4, result: HubRunResult.Failed, database: "other"),
                    Runs.Made(0.3, result: HubRunResult.Failed, source: "other"),
                ],
            },
            expected: null);

    [Theory]
    [InlineData(HubRunOperation.Rotation, true)]
    [InlineData(HubRunOperation.Removal, true)]
    [InlineData(HubRunOperation.Test, true)]
    [InlineData(HubRunOperation.Drill, true)]
    [InlineData(HubRunOperation.Upload, true)]
    [InlineData(HubRunOperation.Download, true)]
    [InlineData(HubRunOperation.Restore, false)]
    [InlineData(HubRunOperation.TableRestore, false)]
    [InlineData(HubRunOperation.Undo, false)]
    [InlineData(HubRunOperation.Drop, false)]
    [InlineData(HubRunOperation.Change, false)]
    public void Another_failed_run_is_a_warning_if_nobody_was_there_to_see_it(HubRunOperation operation, bool told)
    {
        HealthFacts facts = HealthAssert.Well with { Runs = [Runs.Made(3, operation), Runs.Made(0.5, operation, HubRunResult.Failed, "FolderNotWritable")] };

        HealthAssert.Only(facts, told ? HubHealthProblem.RunFailed : null);
        HealthAssert.Only(facts with { Runs = [.. facts.Runs, Runs.Made(0.1, operation)] }, expected: null);
        HealthAssert.Only(facts with { Now = Past.Now, Runs = [Runs.Made(7.1, operation, HubRunResult.Failed, "FolderNotWritable")] }, expected: null);
    }

    [Theory]
    [InlineData("LockHeld")]
    [InlineData("BackupInUse")]
    [InlineData("LastGoodBackup")]
    [InlineData("TrustNeeded")]
    public void A_refusal_is_no_failure(string error)
        => HealthAssert.Only(HealthAssert.Well with { Runs = [Runs.Made(0.5, HubRunOperation.Removal, HubRunResult.Failed, error)] }, expected: null);

    [Fact]
    public void Each_kind_of_run_that_failed_has_one_reason()
    {
        HubHealth health = HealthCheck.Evaluate(
            HealthAssert.Well with
            {
                Runs =
                [
                    Runs.Made(3, HubRunOperation.Test, HubRunResult.Failed, "A"), Runs.Made(2, HubRunOperation.Rotation, HubRunResult.Failed, "B"),
                    Runs.Made(1, HubRunOperation.Test, HubRunResult.Failed, "C"),
                ],
            },
            new HealthLimits());

        Assert.Equal([HubHealthProblem.RunFailed, HubHealthProblem.RunFailed], health.Reasons.Select(reason => reason.Id));
        Assert.Equal(["A", "B", "C"], health.Failures.Select(run => run.ErrorId));
    }

    [Fact]
    public void A_bad_backup_is_critical_if_it_is_newer_than_the_last_good_one()
    {
        HubBackup good = Past.Made(0.5, drill: true);

        HealthAssert.Only(HealthAssert.Well with { Backups = [Past.Made(0.7, read: false), good] }, HubHealthProblem.BackupBad, HubHealthStatus.Warning);
        HealthAssert.Only(HealthAssert.Well with { Backups = [Past.Made(0.7, state: HubBackupState.Damaged), good] }, HubHealthProblem.BackupBad, HubHealthStatus.Warning);
        HealthAssert.Only(HealthAssert.Well with { Backups = [good, Past.Made(0.2, drill: false)] }, HubHealthProblem.BackupBad, HubHealthStatus.Critical);
        HubHealth health = HealthAssert.Only(HealthAssert.Well with { Backups = [good, Past.Made(0.2, state: HubBackupState.Damaged)] }, HubHealthProblem.BackupBad, HubHealthStatus.Critical);
        Assert.Same(good, health.LastBackup);
    }

    [Fact]
    public void Only_a_backups_last_test_counts()
        => HealthAssert.Only(HealthAssert.Well with { Backups = [Past.Made(0.5, drill: false, read: true)], Runs = [Runs.Made(0, HubRunOperation.Drill)] }, expected: null);

    [Theory]
    [InlineData(35, null)]
    [InlineData(35.1, HubHealthProblem.DrillTooOld)]
    public void A_drill_may_be_35_days_ago(double days, HubHealthProblem? expected)
    {
        // The manifest's drill ends an hour after the backup's beginning.
        HealthAssert.Only(HealthAssert.Well with { Backups = [Past.Made(days + (1.0 / 24), drill: true), Past.Made(1)] }, expected);
        HealthAssert.Only(HealthAssert.Well with { Backups = [Past.Made(1)], Runs = [Runs.Made(days, HubRunOperation.Drill)] }, expected);
    }

    [Fact]
    public void The_last_drill_is_the_later_of_manifest_and_journal_and_only_one_that_was_passed()
    {
        HealthFacts facts = HealthAssert.Well with { Backups = [Past.Made(9, drill: true), Past.Made(8, drill: false, read: true), Past.Made(1)], Runs = [Runs.Made(5, HubRunOperation.Drill), Runs.Made(4, HubRunOperation.Drill, HubRunResult.Cancelled)] };

        Assert.Equal(Past.Now.AddDays(-5), HealthCheck.Evaluate(facts, new HealthLimits()).LastDrill);
        Assert.Equal(Past.Now.AddDays(-9).AddHours(1), HealthCheck.Evaluate(facts with { Runs = [] }, new HealthLimits()).LastDrill);
        HealthAssert.Only(facts with { Backups = [Past.Made(1)], Runs = [] }, HubHealthProblem.DrillTooOld);
        Assert.Empty(HealthCheck.Evaluate(facts with { Backups = [Past.Made(1)], Runs = [] }, new HealthLimits { DrillAgeDays = 0 }).Reasons);
        HealthAssert.Only(facts with { Backups = [Past.Made(1), Past.Made(-2, drill: true)], Runs = [Runs.Made(-1, HubRunOperation.Drill)] }, HubHealthProblem.DrillTooOld);
    }

    [Theory]
    [InlineData(10_000L, 100_000L, null, HubHealthStatus.Healthy)]
    [InlineData(9_999L, 100_000L, HubHealthProblem.DiskLow, HubHealthStatus.Warning)]
    [InlineData(1_100L, 100_000L, HubHealthProblem.DiskLow, HubHealthStatus.Warning)]
    [InlineData(1_099L, 100_000L, HubHealthProblem.DiskFull, HubHealthStatus.Critical)]
    [InlineData(0L, 100_000L, HubHealthProblem.DiskFull, HubHealthStatus.Critical)]
    [InlineData(null, null, null, HubHealthStatus.Healthy)]
    public void The_disk_should_have_room_for_the_next_backup_and_a_tenth(long? free, long? total, HubHealthProblem? expected, HubHealthStatus severity)
        => HealthAssert.Only(HealthAssert.Well with { Backups = [Past.Made(1, drill: true, length: 1000)], FreeBytes = free, TotalBytes = total }, expected, severity);

    [Theory]
    [InlineData(7, null)]
    [InlineData(6.9, HubHealthProblem.DiskFilling)]
    public void A_disk_that_will_be_full_within_a_week_is_told(double days, HubHealthProblem? expected)
    {
        HubRun[] runs = [.. Enumerable.Range(1, 5).Select(day => Runs.Made(day, free: (50 + day) * Gigabyte))];

        HubHealth health = HealthAssert.Only(HealthAssert.Well with { Runs = runs, FreeBytes = (long)(days * Gigabyte), TotalBytes = 60 * Gigabyte }, expected);

        Assert.Equal((Gigabyte, (int)days), (health.DailyGrowthBytes, health.DaysUntilFull));
    }

    [Fact]
    public void What_was_gathered_of_folder_and_server_is_told()
    {
        HubKeptDatabase kept = new() { Name = "hub_chantier_before_1", Since = Past.Now };

        Assert.Equal(["/b/x.json"], HealthAssert.Only(HealthAssert.Well with { UnreadableManifests = ["/b/x.json"] }, HubHealthProblem.ManifestUnreadable).UnreadableManifests);
        Assert.Equal(["abnormal"], HealthAssert.Only(HealthAssert.Well with { FrozenReasons = ["abnormal"] }, HubHealthProblem.RemovalFrozen).FrozenReasons);
        HealthAssert.Only(HealthAssert.Well with { JournalProblem = "denied" }, HubHealthProblem.JournalUnreadable);
        HubHealth left = HealthAssert.Only(HealthAssert.Well with { Server = new HealthServerFacts(["hub_chantier_restore_1"], [kept]) }, HubHealthProblem.RestoreUnfinished);
        Assert.Equal(["hub_chantier_restore_1"], left.UnfinishedRestores!);
        Assert.Same(kept, Assert.Single(left.KeptDatabases!));
    }

    [Fact]
    public void A_server_that_does_not_answer_is_no_reason()
    {
        HubHealth health = HealthAssert.Only(HealthAssert.Well with { Server = null, ServerProblem = "no answer" }, expected: null);

        Assert.Equal((null, null, "no answer"), (health.UnfinishedRestores, health.KeptDatabases, health.ServerProblem));
    }

    [Fact]
    public void The_worst_comes_first_and_gives_the_status()
    {
        HubHealth health = HealthCheck.Evaluate(HealthAssert.Well with { Backups = [], Runs = [], JournalProblem = "denied" }, new HealthLimits());

        Assert.Equal(HubHealthStatus.Critical, health.Status);
        Assert.Equal([HubHealthProblem.BackupMissing, HubHealthProblem.DrillTooOld, HubHealthProblem.JournalUnreadable], health.Reasons.Select(reason => reason.Id));
    }

    [Fact]
    public void Limits_can_be_set()
    {
        HealthFacts facts = HealthAssert.Well with { Runs = [Runs.Made(3, HubRunOperation.Test, HubRunResult.Failed), .. Enumerable.Range(1, 5).Select(day => Runs.Made(day, free: (50 + day) * Gigabyte))] };
        HealthLimits strict = new() { BackupAgeHours = 23, DrillAgeDays = 2, FreePercent = 51, DaysUntilFull = 51, FailureDays = 3 };
        HealthLimits lax = new() { FailureDays = 2 };

        Assert.Equal(
            [HubHealthProblem.BackupTooOld, HubHealthProblem.RunFailed, HubHealthProblem.DrillTooOld, HubHealthProblem.DiskLow, HubHealthProblem.DiskFilling],
            HealthCheck.Evaluate(facts, strict).Reasons.Select(reason => reason.Id));
        Assert.Empty(HealthCheck.Evaluate(facts, lax).Reasons);
    }

    [Theory]
    [InlineData("monitoring.md")]
    [InlineData("fr/supervision.md")]
    public void Each_problem_has_its_row_in_the_documentation(string page)
    {
        string text = File.ReadAllText(RepositoryPaths.Combine("docs", page));

        Assert.Equal(Enum.GetNames<HubHealthProblem>().Order(), Regex.Matches(text, @"^\| `(\w+)` \| (?:Critical|Warning) \|", RegexOptions.Multiline).Select(row => row.Groups[1].Value).Order());
    }
}
