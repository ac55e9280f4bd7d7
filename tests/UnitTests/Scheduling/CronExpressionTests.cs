using System.Globalization;
using System.Text.RegularExpressions;
using HubChantier.Backup.Providers;
using HubChantier.Backup.Scheduling;

namespace HubChantier.Backup.UnitTests.Scheduling;

public sealed partial class CronExpressionTests
{
    [Theory]
    [InlineData("0 3 * * *", "*-*-* 03:00:00")]
    [InlineData("*/15 1-3 * * MON-FRI", "Mon,Tue,Wed,Thu,Fri *-*-* 01,02,03:00,15,30,45:00")]
    [InlineData("5,50-52 */12 1,15 jan,JUL *", "*-01,07-01,15 00,12:05,50,51,52:00")]
    [InlineData("0 22 * * 0,7", "Sun *-*-* 22:00:00")]
    [InlineData("0 22 * * 5-7", "Sun,Fri,Sat *-*-* 22:00:00")]
    [InlineData("10-30/10 4 * * 1-7", "*-*-* 04:10,20,30:00")]
    [InlineData("  0\t3  *  * * ", "*-*-* 03:00:00")]
    [InlineData("0 3 1-31 1-12 *", "*-*-* 03:00:00")]
    public void It_is_written_as_systemd_has_it(string cron, string expected) => Assert.Equal(expected, CronExpression.Parse(cron).ToOnCalendar(timeZone: null));

    [Fact]
    public void The_time_zone_stands_behind_it() => Assert.Equal("*-*-* 03:00:00 Europe/Paris", CronExpression.Parse("0 3 * * *").ToOnCalendar("Europe/Paris"));

    [Theory]
    [InlineData("")]
    [InlineData("0 3 * *")]
    [InlineData("0 0 3 * * *")]
    [InlineData("@daily")]
    [InlineData("60 3 * * *")]
    [InlineData("0 24 * * *")]
    [InlineData("0 3 0 * *")]
    [InlineData("0 3 * 13 *")]
    [InlineData("0 3 * * 8")]
    [InlineData("5-1 3 * * *")]
    [InlineData("*/0 3 * * *")]
    [InlineData("5/10 3 * * *")]
    [InlineData("1-2-3 3 * * *")]
    [InlineData("*/5/5 3 * * *")]
    [InlineData("0, 3 * * *")]
    [InlineData("-1 3 * * *")]
    [InlineData("+1 3 * * *")]
    [InlineData("H 3 * * *")]
    [InlineData("0 3 L * *")]
    [InlineData("0 3 ? * *")]
    [InlineData("0 3 1 * MON")]
    [InlineData("0 3 * * *\n0 4 * * * root /bin/sh")]
    [InlineData("99999999999 3 * * *")]
    public void What_schedulers_read_differently_or_not_at_all_is_refused(string cron)
        => Assert.Equal(BackupFailure.ScheduleInvalid, Assert.Throws<BackupException>(() => CronExpression.Parse(cron)).Failure);

    /// <summary>Two readers that know nothing of each other: Cronos reads the expression, systemd what we make of it.</summary>
    [SystemdTheory]
    [InlineData("0 3 * * *")]
    [InlineData("*/20 1-3 * * MON-FRI")]
    [InlineData("30 2 29 2 *")]
    [InlineData("15 */7 1,15 3-9/3 *")]
    [InlineData("0 22 * * 5-7")]
    [InlineData("59 23 31 * *")]
    public void Systemd_and_cronos_name_the_same_times(string cron)
    {
        const int Times = 6;
        DateTimeOffset start = new(2026, 1, 10, 12, 0, 0, TimeSpan.Zero);
        List<DateTimeOffset> expected = [];
        for (DateTimeOffset? time = start; expected.Count < Times;)
        {
            time = new ProviderFactory().CreateRunCalendar(cron, TimeZoneInfo.Utc).Next(time.Value);
            expected.Add(time!.Value);
        }

        (int exitCode, string text) = SystemdProgram.Run(
            "calendar", $"--iterations={Times}", "--base-time=2026-01-10 12:00:00 UTC", CronExpression.Parse(cron).ToOnCalendar("UTC"));

        Assert.True(exitCode == 0, text);
        Assert.Equal(expected, Elapse().Matches(text).Select(match => DateTimeOffset.Parse(match.Groups[1].Value + "Z", CultureInfo.InvariantCulture)));
    }

    [GeneratedRegex(@"(?:Next elapse|Iter\. #\d+|Iteration #\d+): \w{3} (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC")]
    private static partial Regex Elapse();
}
