using CsCheck;
using HubChantier.Backup.Health;
using HubChantier.Backup.UnitTests.Journal;

namespace HubChantier.Backup.UnitTests.Health;

public sealed class DiskForecastTests
{
    [Fact]
    public void The_growth_of_a_steady_disk_is_found_exactly()
        => (from growth in Gen.Long[-1_000_000_000, 1_000_000_000]
            from days in Gen.Int[3, 30]
            select (growth, days)).Sample(sample =>
            {
                HubRun[] runs = [.. Enumerable.Range(0, sample.days).Select(day => Runs.Made(day, free: 100_000_000_000 + (day * sample.growth)))];

                long? found = DiskForecast.DailyGrowth(runs, Runs.Now);

                Assert.InRange(found!.Value - sample.growth, -1000, 1000);
            });

    [Fact]
    public void Too_few_or_too_close_backups_tell_nothing()
    {
        Assert.Null(DiskForecast.DailyGrowth([], Runs.Now));
        Assert.Null(DiskForecast.DailyGrowth([Runs.Made(0, free: 1), Runs.Made(9, free: 9)], Runs.Now));
        Assert.Null(DiskForecast.DailyGrowth([Runs.Made(0, free: 1), Runs.Made(1, free: 5), Runs.Made(1.9, free: 9)], Runs.Now));
        Assert.NotNull(DiskForecast.DailyGrowth([Runs.Made(0, free: 1), Runs.Made(1, free: 5), Runs.Made(2, free: 9)], Runs.Now));
    }

    [Fact]
    public void Other_runs_failures_old_ones_and_those_of_the_future_do_not_count()
        => Assert.Equal(4, DiskForecast.DailyGrowth(
            [
                Runs.Made(0, free: 1), Runs.Made(1, free: 5), Runs.Made(2, free: 9),
                Runs.Made(1.5, HubRunOperation.Rotation, free: 999), Runs.Made(1.5, result: HubRunResult.Failed, free: 999),
                Runs.Made(31, free: 999), Runs.Made(-1, free: 999), Runs.Made(1),
            ],
            Runs.Now));

    [Theory]
    [InlineData(100L, 10L, 10)]
    [InlineData(99L, 10L, 9)]
    [InlineData(0L, 10L, 0)]
    [InlineData(100L, 0L, null)]
    [InlineData(100L, -5L, null)]
    [InlineData(100L, null, null)]
    [InlineData(null, 10L, null)]
    [InlineData(long.MaxValue, 1L, int.MaxValue)]
    public void Days_until_full_are_whole(long? free, long? growth, int? expected) => Assert.Equal(expected, DiskForecast.DaysUntilFull(free, growth));
}
