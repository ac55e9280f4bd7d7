using System.Globalization;
using HubChantier.Backup.Retention;
using static HubChantier.Backup.UnitTests.Retention.Past;

namespace HubChantier.Backup.UnitTests.Retention;

public sealed class RetentionPolicyTests
{
    public static TheoryData<string, RetentionPolicy> Negative => new()
    {
        { "RetentionDays", new RetentionPolicy { RetentionDays = -1 } },
        { "MinimumKeep", new RetentionPolicy { MinimumKeep = -1 } },
        { "KeepDaily", new RetentionPolicy { KeepDaily = -1 } },
        { "KeepWeekly", new RetentionPolicy { KeepWeekly = -1 } },
        { "KeepMonthly", new RetentionPolicy { KeepMonthly = -1 } },
        { "KeepYearly", new RetentionPolicy { KeepYearly = -1 } },
        { "SafetyRetentionDays", new RetentionPolicy { SafetyRetentionDays = -1 } },
        { "SafetyMinimumKeep", new RetentionPolicy { SafetyMinimumKeep = int.MinValue } },
    };

    [Theory]
    [MemberData(nameof(Negative), DisableDiscoveryEnumeration = true)]
    public void A_negative_number_is_refused_by_its_name(string name, RetentionPolicy policy)
    {
        BackupException exception = Assert.Throws<BackupException>(() => Plan([], policy));

        Assert.Equal(BackupFailure.SettingInvalid, exception.Failure);
        Assert.Equal(name, exception.Subject);
        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Ages in days before Tuesday 2026-03-10, 03:00 UTC.</summary>
    [Fact]
    public void The_newest_of_each_day_week_month_and_year_stays()
    {
        HubBackup[] backups = Nightly(800, 500, 435, 200, 70, 69, 60, 40, 15, 9, 8.5, 2, 1.5, 1, 0.5, 0);

        Assert.Equal([2.0, 1], Lost(new RetentionPolicy { KeepDaily = 4 }, from: 3));
        // ISO weeks: 0 to 1; 1.5 (a Sunday) to 2; 8.5 is Sunday 1 March, a week of its own with 9.
        Assert.Equal([0.0, 1.5, 8.5], Kept(new RetentionPolicy { KeepWeekly = 3 }));
        Assert.Equal([0.0, 15, 40], Kept(new RetentionPolicy { KeepMonthly = 3 }));
        Assert.Equal([0.0, 69, 435, 800], Kept(new RetentionPolicy { KeepYearly = 9 }));
        Assert.Equal([0.0, 0.5, 15, 69], Kept(new RetentionPolicy { KeepDaily = 2, KeepMonthly = 2, KeepYearly = 2 }));

        double[] Kept(RetentionPolicy rules)
        {
            double[] removed = RemovedAges(Plan(backups, Only(rules)));
            return [.. backups.Select(Age).Except(removed).Order()];
        }

        double[] Lost(RetentionPolicy rules, double from) => [.. RemovedAges(Plan(backups, Only(rules))).Where(age => age < from)];
    }

    /// <summary>30 December 2025 and 2 January 2026 lie in one ISO week.</summary>
    [Fact]
    public void A_week_across_the_new_year_is_one_week()
        => Assert.Equal([70.0], RemovedAges(Plan(Nightly(70, 67, 0), Only(new RetentionPolicy { KeepWeekly = 9 }))));

    [Fact]
    public void Days_begin_where_the_zone_says()
    {
        // 22:30 and 23:30 UTC: one day in UTC, two in Paris (winter, UTC+1).
        HubBackup[] backups = Nightly(1 + (4.5 / 24), 1 + (3.5 / 24), 0);
        RetentionPolicy policy = new() { RetentionDays = 0, MinimumKeep = 0, KeepDaily = 9 };

        Assert.Single(Plan(backups, policy).Removals);
        Assert.Empty(Plan(backups, policy, zone: TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris")).Removals);
    }

    [Fact]
    public void Periods_without_a_backup_do_not_count()
        => Assert.Empty(Plan(Nightly(900, 500, 0), new RetentionPolicy { RetentionDays = 0, MinimumKeep = 0, KeepMonthly = 3 }).Removals);

    [Fact]
    public void Periods_count_good_backups_only()
    {
        HubBackup good = Made(40.2);
        HubBackup[] all = [good, Made(40.1, accepted: false), Made(40.05, HubBackupKind.Safety), Made(40, state: HubBackupState.Damaged), Made(0)];

        RetentionPlan plan = Plan(all, new RetentionPolicy { RetentionDays = 0, MinimumKeep = 0, KeepDaily = 2 });

        Assert.Equal(HubRetentionReason.Daily, ReasonFor(plan, good));
        Assert.Equal([40.1, 40.0], RemovedAges(plan));
    }

    [Fact]
    public void Every_reason_has_a_sentence_in_both_languages()
    {
        RetentionPolicy policy = new();
        RetentionTexts texts = new(new RetentionHistory(Nightly(0), policy, Database, Source, Now), policy, 3, TimeZoneInfo.Utc);
        CultureInfo before = CultureInfo.CurrentUICulture;
        try
        {
            foreach (HubRetentionReason reason in Enum.GetValues<HubRetentionReason>())
            {
                CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
                string english = texts.Sentence(Made(0), reason);
                CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr");
                string french = texts.Sentence(Made(0), reason);

                Assert.NotEqual(english, french);
                Assert.EndsWith(".", english, StringComparison.Ordinal);
            }
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static double Age(HubBackup backup) => Math.Round((Now - backup.Started).TotalDays, 3);

    private static RetentionPolicy Only(RetentionPolicy rules) => new()
    {
        RetentionDays = 0, MinimumKeep = 0,
        KeepDaily = rules.KeepDaily, KeepWeekly = rules.KeepWeekly, KeepMonthly = rules.KeepMonthly, KeepYearly = rules.KeepYearly,
    };
}
