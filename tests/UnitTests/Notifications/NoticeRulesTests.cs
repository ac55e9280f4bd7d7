using HubChantier.Backup.Notifications;
using static HubChantier.Backup.HubRunResult;

namespace HubChantier.Backup.UnitTests.Notifications;

public sealed class NoticeRulesTests
{
    private static readonly DateTimeOffset s_start = new(2026, 2, 8, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(HubNotificationStatus.Started, false, false, true)]
    [InlineData(HubNotificationStatus.Succeeded, false, true, true)]
    [InlineData(HubNotificationStatus.Recovered, true, true, true)]
    [InlineData(HubNotificationStatus.Warning, true, true, false)]
    [InlineData(HubNotificationStatus.Failed, true, true, true)]
    [InlineData(HubNotificationStatus.Test, true, true, true)]
    public void People_hear_of_what_is_wrong_and_watchers_of_every_run(HubNotificationStatus status, bool onFailure, bool always, bool ping)
    {
        Assert.Equal(onFailure, NoticeRules.IsTold(HubNotificationChannel.Mail, status, isRun: true, tellsSuccess: false));
        Assert.Equal(always, NoticeRules.IsTold(HubNotificationChannel.Mail, status, isRun: true, tellsSuccess: true));
        Assert.Equal(ping, NoticeRules.IsTold(HubNotificationChannel.Ping, status, isRun: true, tellsSuccess: false));
    }

    [Theory]
    [InlineData(HubNotificationStatus.Succeeded)]
    [InlineData(HubNotificationStatus.Failed)]
    public void A_look_at_health_is_no_run(HubNotificationStatus status)
        => Assert.False(NoticeRules.IsTold(HubNotificationChannel.Ping, status, isRun: false, tellsSuccess: true));

    [Theory]
    [InlineData("", 0)]
    [InlineData("S", 0)]
    [InlineData("F", 1)]
    [InlineData("SFF", 2)]
    [InlineData("FSF", 1)]
    [InlineData("FCF", 2)]
    [InlineData("SC", 0)]
    [InlineData("FS", 0)]
    public void A_recovery_ends_the_row_of_failures_since_the_last_success(string before, int expected)
    {
        HubRun[] runs = [.. before.Select((letter, hour) => Run(hour, letter switch { 'S' => Succeeded, 'F' => Failed, _ => Cancelled })), Run(50, Succeeded, "good"), Run(51, Failed)];

        Assert.Equal(expected, NoticeRules.FailuresBefore(runs.Reverse(), Backup("good")).Count);
    }

    [Fact]
    public void Runs_of_others_and_of_other_kinds_do_not_count()
    {
        HubRun[] runs =
        [
            Run(0, Failed, database: "other"), Run(1, Failed, source: "other"), Run(2, Failed, operation: HubRunOperation.Rotation), Run(3, Succeeded, "good"),
        ];

        Assert.Empty(NoticeRules.FailuresBefore(runs, Backup("good")));
        Assert.Empty(NoticeRules.FailuresBefore(runs, Backup("of a journal that is gone")));
    }

    private static HubRun Run(
        int hour, HubRunResult result, string? backup = null, string database = "shop", string source = "default", HubRunOperation operation = HubRunOperation.Backup) => new()
    {
        Schema = 1,
        Id = Guid.NewGuid(),
        Operation = operation,
        Database = database,
        Source = source,
        Started = s_start.AddHours(hour),
        Finished = s_start.AddHours(hour).AddMinutes(1),
        DurationSeconds = 60,
        User = "u",
        Host = "h",
        ProcessId = 1,
        Result = result,
        BackupName = backup ?? $"backup{hour}",
    };

    private static HubBackup Backup(string name) => new()
    {
        Schema = 1, Id = Guid.NewGuid(), Name = name, Kind = HubBackupKind.Scheduled, Database = "shop", Source = "default", Started = s_start, Length = 1,
    };
}
