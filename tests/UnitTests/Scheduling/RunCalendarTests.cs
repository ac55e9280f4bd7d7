using HubChantier.Backup.Ports;
using HubChantier.Backup.Providers;
using HubChantier.Backup.Scheduling;

namespace HubChantier.Backup.UnitTests.Scheduling;

/// <summary>The days on which Paris changes its clocks: in 2026 the 29th of March, 2 to 3 o'clock, and the 25th of October, 3 to 2 o'clock.</summary>
public sealed class RunCalendarTests
{
    private static readonly TimeZoneInfo s_paris = ScheduleZone.Find("Europe/Paris");

    [Theory]
    [InlineData("30 2 * * *", "2026-03-28T02:30+01:00", "2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00")]
    [InlineData("0 3 * * *", "2026-03-28T03:00+01:00", "2026-03-29T03:00+02:00", "2026-03-30T03:00+02:00")]
    [InlineData("30 2 * * *", "2026-10-24T02:30+02:00", "2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00")]
    [InlineData("0 3 * * *", "2026-10-24T03:00+02:00", "2026-10-25T03:00+01:00", "2026-10-26T03:00+01:00")]
    [InlineData("0 * * * *", "2026-10-25T01:00+02:00", "2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00", "2026-10-25T03:00+01:00")]
    public void A_nightly_run_comes_once_on_each_of_them(string cron, params string[] expected)
    {
        IRunCalendar calendar = new ProviderFactory().CreateRunCalendar(cron, s_paris);
        DateTimeOffset[] times = [.. expected.Select(text => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];

        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(pair.Second, calendar.Next(pair.First)));
        Assert.All(times, time => Assert.Equal(time.Offset, calendar.Next(time.AddSeconds(-1))!.Value.Offset));
    }

    [Fact]
    public void A_day_that_never_comes_has_no_next() => Assert.Null(new ProviderFactory().CreateRunCalendar("0 3 31 2 *", s_paris).Next(DateTimeOffset.UnixEpoch));

    [Fact]
    public void A_zone_that_the_machine_does_not_know_is_named()
    {
        BackupException exception = Assert.Throws<BackupException>(() => ScheduleZone.Find("Europe/Atlantis"));

        Assert.Equal(BackupFailure.ScheduleInvalid, exception.Failure);
        Assert.Contains("Europe/Atlantis", exception.Message, StringComparison.Ordinal);
    }
}
