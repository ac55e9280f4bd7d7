using HubChantier.Backup.Retention;
using static HubChantier.Backup.UnitTests.Retention.Past;

namespace HubChantier.Backup.UnitTests.Retention;

public sealed class RetentionPlannerTests
{
    private static readonly RetentionPolicy s_oneDay = new() { RetentionDays = 1, MinimumKeep = 1, SafetyRetentionDays = 1 };

    [Fact]
    public void Backups_within_the_days_stay_and_older_ones_go()
    {
        RetentionPlan plan = Plan(Nightly(10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));

        Assert.Equal([10.0, 9, 8], RemovedAges(plan));
        Assert.False(plan.IsFrozen);
        Assert.Empty(plan.Warnings);
        Assert.Equal(HubRetentionReason.Expired, plan.Decisions[0].Reason);
        Assert.Equal(HubRetentionReason.InWindow, plan.Decisions[3].Reason);
        Assert.Equal(HubRetentionReason.NewestGood, plan.Decisions[^1].Reason);
    }

    [Fact]
    public void The_window_is_counted_back_from_the_newest_good_backup_not_from_now()
        => Assert.Equal([409.0, 408], RemovedAges(Plan(Nightly(409, 408, 407, 406, 405, 404, 403, 402, 401, 400))));

    [Fact]
    public void When_backups_stop_nothing_ages_out()
    {
        HubBackup[] backups = Nightly(7, 6, 5, 4, 3, 2, 1, 0);

        Assert.All([0, 30, 1000], days => Assert.Empty(Plan(backups, now: Now.AddDays(days)).Removals));
    }

    [Fact]
    public void The_least_number_stays_whatever_its_age()
    {
        RetentionPlan plan = Plan(Nightly(400, 300, 200, 100, 0));

        Assert.Equal([400.0, 300], RemovedAges(plan));
        Assert.Equal(HubRetentionReason.Minimum, plan.Decisions[2].Reason);
    }

    [Fact]
    public void The_longest_days_are_all_days()
        => Assert.Empty(Plan(Nightly(100_000, 100, 0), new RetentionPolicy { RetentionDays = int.MaxValue, MinimumKeep = 1 }).Removals);

    [Theory]
    [InlineData(HubBackupState.Legacy)]
    [InlineData(HubBackupState.Damaged)]
    public void What_nobody_vouches_for_goes_only_once_there_are_enough_good_backups(HubBackupState state)
    {
        HubBackup old = Made(100, state: state);

        RetentionPlan before = Plan([old, .. Nightly(1, 0)]);
        RetentionPlan after = Plan([old, .. Nightly(2, 1, 0)]);

        Assert.Empty(before.Removals);
        Assert.Equal(HubRetentionReason.TooFewGood, ReasonFor(before, old));
        Assert.Same(old, Assert.Single(after.Removals));
        Assert.Equal(HubRetentionReason.NotVouchedFor, ReasonFor(after, old));
    }

    [Theory]
    [InlineData(HubBackupState.Legacy, null, null)]
    [InlineData(HubBackupState.Damaged, null, null)]
    [InlineData(HubBackupState.Complete, false, null)]
    [InlineData(HubBackupState.Complete, null, false)]
    public void Only_good_backups_count_towards_the_least_number(HubBackupState state, bool? accepted, bool? read)
    {
        HubBackup[] good = Nightly(300, 200, 0);

        RetentionPlan plan = Plan([.. good, Made(50, state: state, accepted: accepted, read: read), Made(40, HubBackupKind.Safety)]);

        Assert.DoesNotContain(plan.Removals, backup => good.Contains(backup));
        Assert.Equal(HubRetentionReason.Minimum, ReasonFor(plan, good[0]));
    }

    [Theory]
    [InlineData(HubBackupState.Legacy)]
    [InlineData(HubBackupState.Damaged)]
    public void What_nobody_vouches_for_is_no_anchor(HubBackupState state)
        => Assert.Empty(Plan([.. Nightly(102, 101, 100), Made(0, state: state)], new RetentionPolicy { RetentionDays = 3, MinimumKeep = 1 }).Removals);

    [Fact]
    public void Without_a_good_backup_nothing_but_safety_backups_ages()
        => Assert.Equal([90.0], RemovedAges(Plan(
        [
            Made(100, state: HubBackupState.Legacy), Made(95, state: HubBackupState.Damaged),
            Made(90, HubBackupKind.Safety), Made(80, HubBackupKind.Safety),
        ])));

    [Fact]
    public void Pinned_and_kept_until_later_stay()
    {
        HubBackup pinned = Made(400, pinned: true);
        HubBackup until = Made(399, keepUntil: Now.AddSeconds(1));
        HubBackup over = Made(398, keepUntil: Now);

        RetentionPlan plan = Plan([pinned, until, over, .. Nightly(2, 1, 0)]);

        Assert.Same(over, Assert.Single(plan.Removals));
        Assert.Equal(HubRetentionReason.Pinned, ReasonFor(plan, pinned));
        Assert.Equal(HubRetentionReason.KeptUntil, ReasonFor(plan, until));
    }

    [Fact]
    public void Safety_backups_have_their_own_days_and_least_number()
    {
        HubBackup[] safety = [Made(50, HubBackupKind.Safety), Made(40, HubBackupKind.Safety), Made(20, HubBackupKind.Safety)];
        HubBackup[] good = Nightly(2, 1, 0);

        Assert.Equal([50.0, 40], RemovedAges(Plan([.. safety, .. good])));
        Assert.Equal([50.0], RemovedAges(Plan([.. safety, .. good], new RetentionPolicy { SafetyRetentionDays = 5, SafetyMinimumKeep = 2 })));
        Assert.Equal([50.0, 40, 20], RemovedAges(Plan([.. safety, .. good], new RetentionPolicy { SafetyRetentionDays = 5, SafetyMinimumKeep = 0 })));
    }

    [Fact]
    public void The_newest_that_passed_a_drill_is_never_removed()
    {
        HubBackup drilled = Made(400, drill: true);

        RetentionPlan plan = Plan([Made(500, drill: true), drilled, Made(300, drill: false), .. Nightly(2, 1, 0)]);

        Assert.Equal([500.0, 300], RemovedAges(plan));
        Assert.Equal(HubRetentionReason.NewestDrilled, ReasonFor(plan, drilled));
    }

    [Fact]
    public void A_drilled_safety_backup_does_not_take_the_place_of_a_drilled_good_one()
        => Assert.Empty(Plan([Made(400, drill: true), Made(300, HubBackupKind.Safety, drill: true), .. Nightly(2, 1, 0)]).Removals);

    [Fact]
    public void A_drilled_backup_of_another_server_does_not_take_the_place_of_a_drilled_one_of_ours()
        => Assert.Empty(Plan([Made(400, drill: true), Made(300, server: "2", drill: true), .. Nightly(2, 1, 0)]).Removals);

    [Fact]
    public void A_backup_that_failed_its_last_test_is_no_anchor_and_stays_while_it_is_the_newest()
    {
        HubBackup bad = Made(0, read: false);

        RetentionPlan plan = Plan([.. Nightly(104, 103, 102), bad], s_oneDay);

        Assert.Equal([104.0], RemovedAges(plan));
        Assert.Equal(HubRetentionReason.NewestGood, ReasonFor(plan, bad));
    }

    [Fact]
    public void An_abnormal_backup_newer_than_the_newest_good_one_freezes_removal_and_the_warning_names_the_difference()
    {
        HubBackup[] old = Nightly(30, 20, 2, 1);

        RetentionPlan frozen = Plan([.. old, Made(0, accepted: false)], s_oneDay);
        RetentionPlan accepted = Plan([.. old, Made(0, accepted: true)], s_oneDay);

        Assert.True(frozen.IsFrozen);
        Assert.Empty(frozen.Removals);
        Assert.Equal(HubRetentionReason.Frozen, ReasonFor(frozen, old[0]));
        Assert.Contains("table public.chantiers is gone", Assert.Single(frozen.Warnings), StringComparison.Ordinal);
        Assert.False(accepted.IsFrozen);
        Assert.Equal([30.0, 20, 2], RemovedAges(accepted));
    }

    [Fact]
    public void An_abnormal_backup_before_the_newest_good_one_freezes_nothing()
        => Assert.Equal([40.0, 30], RemovedAges(Plan([Made(40), Made(30, accepted: false), .. Nightly(2, 1, 0)])));

    [Theory]
    [InlineData(HubBackupState.Complete, HubBackupKind.Manual)]
    [InlineData(HubBackupState.Legacy, HubBackupKind.Manual)]
    [InlineData(HubBackupState.Complete, HubBackupKind.Safety)]
    public void A_backup_dated_in_the_future_is_no_anchor_and_freezes_removal(HubBackupState state, HubBackupKind kind)
    {
        HubBackup future = Made(-1.1 / 24, kind, state);

        RetentionPlan plan = Plan([.. Nightly(30, 20, 2, 1, 0), future]);

        Assert.True(plan.IsFrozen);
        Assert.Empty(plan.Removals);
        Assert.Contains(future.Name, Assert.Single(plan.Warnings), StringComparison.Ordinal);
        Assert.False(Plan([.. Nightly(30, 20, 2, 1, 0), Made(-0.9 / 24, kind, state)]).IsFrozen);
    }

    [Fact]
    public void A_clock_that_is_behind_removes_nothing()
        => Assert.True(Plan(Nightly(30, 20, 2, 1, 0), now: Now.AddYears(-20)).IsFrozen);

    [Theory]
    [InlineData("2")]
    [InlineData(null)]
    public void Backups_of_another_server_stay_with_a_warning_until_they_are_included(string? server)
    {
        HubBackup[] other = [Made(50, server: server), Made(40, HubBackupKind.Safety, server: server), Made(30, state: HubBackupState.Damaged, server: server)];
        HubBackup[] all = [.. other, .. Nightly(60, 3, 2, 1, 0)];

        RetentionPlan plan = Plan(all);
        RetentionPlan included = Plan(all, new RetentionPolicy { IncludeForeign = true, SafetyMinimumKeep = 0 });

        Assert.Equal([60.0], RemovedAges(plan));
        Assert.False(plan.IsFrozen);
        Assert.Contains("IncludeForeign", Assert.Single(plan.Warnings), StringComparison.Ordinal);
        Assert.Equal(HubRetentionReason.OtherServer, ReasonFor(plan, other[0]));
        Assert.Equal([60.0, 50, 40, 30], RemovedAges(included));
        Assert.Empty(included.Warnings);
    }

    [Fact]
    public void Backups_of_another_server_do_not_count_towards_the_least_number()
        => Assert.Empty(Plan([.. Nightly(300, 200), Made(3, server: "2"), Made(2, server: "2"), Made(0)]).Removals);

    [Fact]
    public void A_policy_that_would_remove_all_is_refused()
    {
        RetentionPlan plan = Plan(Nightly(30, 20, 2, 1, 0), new RetentionPolicy { RetentionDays = 0, MinimumKeep = 0 });

        Assert.True(plan.IsFrozen);
        Assert.Empty(plan.Removals);
        Assert.Single(plan.Warnings);
    }

    [Fact]
    public void Another_database_or_source_gets_no_decision()
    {
        HubBackup legacy = Made(1, state: HubBackupState.Legacy, source: "");

        RetentionPlan plan = Plan(
        [
            Made(100, database: "other"), Made(100, source: "staging"), Made(100, database: "other", state: HubBackupState.Legacy), legacy, Made(0),
        ]);

        Assert.Equal(2, plan.Decisions.Count);
        Assert.Same(legacy, plan.Decisions[0].Backup);
    }

    [Fact]
    public void A_legacy_safety_backup_stays_where_several_databases_have_backups()
    {
        HubBackup nameless = Made(100, HubBackupKind.Safety, HubBackupState.Legacy, database: "");

        Assert.Same(nameless, Assert.Single(Plan([nameless, .. Nightly(2, 1, 0)]).Removals));
        RetentionPlan shared = Plan([nameless, .. Nightly(2, 1, 0), Made(0, database: "other")]);
        Assert.Empty(shared.Removals);
        Assert.Equal(HubRetentionReason.UnknownDatabase, ReasonFor(shared, nameless));
    }

    [Fact]
    public void An_empty_place_makes_an_empty_plan()
    {
        RetentionPlan plan = Plan([], new RetentionPolicy { RetentionDays = 0, MinimumKeep = 0 });

        Assert.Empty(plan.Decisions);
        Assert.Empty(plan.Warnings);
    }

    [Theory]
    // Within the days; behind them, but no three good ones are newer; of another database; a safety backup.
    [InlineData(3, Database, HubBackupKind.Manual, true)]
    [InlineData(8.5, Database, HubBackupKind.Manual, false)]
    [InlineData(3, "another", HubBackupKind.Manual, false)]
    [InlineData(3, "", HubBackupKind.Safety, false)]
    public void A_manifest_that_cannot_be_read_freezes_removal_while_its_backup_may_matter(double daysAgo, string database, HubBackupKind kind, bool frozen)
    {
        HubBackup unreadable = Made(daysAgo, kind, HubBackupState.Legacy, database);

        RetentionPlan plan = Plan(Nightly(10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0), unreadable: unreadable);

        Assert.Equal(frozen, plan.IsFrozen);
        Assert.Equal(frozen, plan.Warnings.Any(warning => warning.Contains(unreadable.ManifestPath, StringComparison.Ordinal)));
        Assert.Equal(frozen ? [] : [10.0, 9, 8], RemovedAges(plan));
        Assert.DoesNotContain(plan.Decisions, decision => ReferenceEquals(decision.Backup, unreadable));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void An_old_manifest_that_cannot_be_read_freezes_removal_until_enough_good_backups_are_newer(int newer, bool frozen)
    {
        RetentionPolicy policy = new() { RetentionDays = 1, MinimumKeep = 3 };
        HubBackup[] backups = [Made(90), .. Nightly([.. Enumerable.Range(0, newer).Select(day => (double)day)]), Made(5, accepted: false)];

        Assert.Equal(frozen, Plan(backups, policy, unreadable: Made(30, state: HubBackupState.Legacy)).IsFrozen);
    }
}
