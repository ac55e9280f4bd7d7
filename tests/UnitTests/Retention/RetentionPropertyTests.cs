using CsCheck;
using HubChantier.Backup.Retention;
using static HubChantier.Backup.UnitTests.Retention.Past;

namespace HubChantier.Backup.UnitTests.Retention;

/// <summary>What must hold for any history, clock, source and policy.</summary>
public sealed class RetentionPropertyTests
{
    private static readonly Gen<HubBackup> s_backup =
        from age in Gen.Frequency((9, Gen.Int[0, 9600]), (1, Gen.Int[-30, 400_000]))
        from kind in Gen.Frequency((6, Gen.Const(HubBackupKind.Scheduled)), (1, Gen.Const(HubBackupKind.Manual)), (2, Gen.Const(HubBackupKind.Safety)))
        from state in Gen.Frequency((8, Gen.Const(HubBackupState.Complete)), (1, Gen.Const(HubBackupState.Damaged)), (1, Gen.Const(HubBackupState.Legacy)))
        from place in Gen.Frequency((14, Gen.Const((Database, Source))), (1, Gen.Const(("other", Source))), (1, Gen.Const((Database, "staging"))), (1, Gen.Const(("", Source))))
        from server in Gen.Int[0, 11].Select(number => number switch { 0 => "2", 1 => null, _ => "1" })
        from marks in Gen.Select(Gen.Int[0, 19], Gen.Int[0, 19], Gen.Int[0, 59], Gen.Int[0, 9], Gen.Int[0, 19])
        select Made(
            age / 24.0, kind, state, place.Item1, place.Item2, server,
            pinned: marks.Item1 == 0,
            keepUntil: marks.Item2 < 2 ? Now.AddDays(marks.Item2 == 0 ? 100 : -100) : null,
            accepted: marks.Item3 switch { 0 => false, < 3 => true, _ => null },
            drill: marks.Item4 switch { 0 => true, 1 => false, _ => null },
            read: marks.Item5 switch { 0 => false, < 3 => true, _ => null });

    private static readonly Gen<RetentionPolicy> s_policy =
        from window in Gen.Select(Gen.OneOf(Gen.Int[0, 30], Gen.Const(int.MaxValue)), Gen.Int[0, 5])
        from periods in Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3])
        from safety in Gen.Select(Gen.Int[0, 40], Gen.Int[0, 3])
        from foreign in Gen.Bool
        select new RetentionPolicy
        {
            RetentionDays = window.Item1, MinimumKeep = window.Item2,
            KeepDaily = periods.Item1, KeepWeekly = periods.Item2, KeepMonthly = periods.Item3, KeepYearly = periods.Item4,
            SafetyRetentionDays = safety.Item1, SafetyMinimumKeep = safety.Item2, IncludeForeign = foreign,
        };

    private static readonly Gen<DateTimeOffset> s_now = Gen.Frequency(
        (8, Gen.Const(Now.AddDays(2))), (2, Gen.Int[-400, 400_000].Select(days => Now.AddDays(days))));

    private static readonly Gen<TimeZoneInfo> s_zone = Gen.Int[0, 2].Select(number => number switch
    {
        0 => TimeZoneInfo.Utc,
        1 => TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"),
        _ => TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland"),
    });

    [Fact]
    public void For_any_history_clock_and_policy_the_promises_hold()
    {
        int removing = 0;
        Gen.Select(s_backup.Array[0, 25], s_policy, s_now, s_zone).Sample((backups, policy, now, zone) =>
        {
            if (Check(backups, policy, now, zone))
            {
                Interlocked.Increment(ref removing);
            }
        }, iter: 5_000);

        // A planner that removes nothing would keep every promise.
        Assert.True(removing > 500, $"{removing} plans removed something.");
    }

    [Fact]
    public void For_every_short_history_the_promises_hold()
    {
        Func<double, HubBackup>[] alphabet =
        [
            age => Made(age), age => Made(age, HubBackupKind.Safety), age => Made(age, state: HubBackupState.Legacy),
            age => Made(age, state: HubBackupState.Damaged), age => Made(age, accepted: false), age => Made(age, drill: true),
            age => Made(age, server: "2"), age => Made(age, read: false), age => Made(age, pinned: true),
        ];
        RetentionPolicy[] policies =
        [
            new(), new() { RetentionDays = 0, MinimumKeep = 1, SafetyRetentionDays = 0, SafetyMinimumKeep = 0 },
            new() { RetentionDays = 1, MinimumKeep = 0, SafetyRetentionDays = 1 }, new() { RetentionDays = 0, MinimumKeep = 0 },
            new() { RetentionDays = 0, MinimumKeep = 2, KeepMonthly = 1, IncludeForeign = true, SafetyRetentionDays = 0, SafetyMinimumKeep = 0 },
        ];
        int removing = 0;

        for (int word = 0; word < 9 * 9 * 9 * 9; word++)
        {
            HubBackup[] backups = [alphabet[word % 9](0), alphabet[word / 9 % 9](12), alphabet[word / 81 % 9](24), alphabet[word / 729](36)];
            for (int length = 1; length <= 4; length++)
            {
                foreach (RetentionPolicy policy in policies)
                {
                    removing += Check(backups[..length], policy, Now, TimeZoneInfo.Utc) ? 1 : 0;
                }
            }
        }

        Assert.True(removing > 10_000, $"{removing} plans removed something.");
    }

    /// <summary>Holds a plan against the promises.</summary>
    /// <returns>Whether the plan removes anything.</returns>
    private static bool Check(HubBackup[] backups, RetentionPolicy policy, DateTimeOffset now, TimeZoneInfo zone)
    {
        RetentionPlan plan = Plan(backups, policy, now, zone);
        HubBackup[] removed = [.. plan.Removals];
        HubBackup[] left = [.. backups.Except(removed)];

        // Each of ours has exactly one decision, and nobody else's has one.
        HubBackup[] ours = [.. backups.Where(IsOurs)];
        Assert.Equal(ours.Length, plan.Decisions.Count);
        Assert.Equal(ours.ToHashSet(), plan.Decisions.Select(decision => decision.Backup).ToHashSet());
        Assert.All(plan.Decisions, decision => Assert.NotEmpty(decision.Message));

        // What is never removed.
        HubBackup[] normal = [.. ours.Where(IsNormal)];
        HubBackup[] drilled = [.. normal.Where(backup => backup.Verifications.Any(verification => verification is { Kind: HubVerificationKind.Drill, Passed: true }))];
        Stays(normal);
        Stays(drilled);
        Assert.DoesNotContain(removed, backup => backup.Pinned || backup.KeepUntil > now);

        // How many stay at least.
        if (removed.Length > 0)
        {
            Assert.InRange(normal.Count(left.Contains), Math.Min(normal.Length, Math.Max(1, policy.MinimumKeep)), normal.Length);
            Assert.Contains(left, backup => IsOurs(backup) && backup.State == HubBackupState.Complete);
            Assert.DoesNotContain(ours, backup => backup.Started > now.AddHours(1));
            Assert.NotEmpty(normal.Concat(ours.Where(backup => backup.Kind == HubBackupKind.Safety)));
        }

        // Frozen means frozen and says why; once done, there is nothing more to do.
        Assert.False(plan.IsFrozen && (removed.Length > 0 || plan.Warnings.Count == 0));
        RetentionPlan again = Plan(left, policy, now, zone);
        Assert.Empty(again.Removals);
        Assert.Equal(plan.IsFrozen, again.IsFrozen);
        return removed.Length > 0;

        void Stays(HubBackup[] candidates)
        {
            if (candidates.Length > 0)
            {
                DateTimeOffset newest = candidates.Max(backup => backup.Started);
                Assert.Contains(left, backup => candidates.Contains(backup) && backup.Started == newest);
            }
        }
    }

    // Said again here, in the words of the specification, so that a fault in the model's own predicates shows.
    private static bool IsOurs(HubBackup backup) => backup.State == HubBackupState.Legacy
        ? backup.Database is Database or ""
        : backup.Database == Database && backup.Source == Source;

    private static bool IsNormal(HubBackup backup)
        => backup.State == HubBackupState.Complete && backup.Kind != HubBackupKind.Safety && (backup.Abnormal is null || backup.Abnormal.Accepted);
}
