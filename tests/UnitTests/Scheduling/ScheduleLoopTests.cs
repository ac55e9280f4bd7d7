using HubChantier.Backup.Operations;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Providers;
using HubChantier.Backup.Scheduling;
using HubChantier.Backup.UnitTests.Journal;
using Microsoft.Extensions.Time.Testing;

namespace HubChantier.Backup.UnitTests.Scheduling;

/// <summary>The foreground scheduler against a clock that goes on when it is told to.</summary>
public sealed class ScheduleLoopTests
{
    private static readonly TimeZoneInfo s_paris = ScheduleZone.Find("Europe/Paris");
    private static readonly DateTimeOffset s_noon = new(2026, 2, 8, 12, 0, 0, TimeSpan.Zero);

    private readonly List<HubScheduleRun> _runs = [];
    private readonly QuietLog _log = new();

    [Theory]
    [InlineData("2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    public async Task Half_past_two_in_Paris_comes_once_a_day_when_the_clock_changes(string start, params string[] expected)
    {
        FakeTimeProvider clock = new(Utc(start));

        await RunAsync("30 2 * * *", clock, new ScheduleLoopOptions { MaximumRuns = 2 }, new Job(clock), s_paris);

        Assert.Equal(expected.Select(Utc), _runs.Select(run => run.Started));
        Assert.All(_runs, run => Assert.False(run.IsCatchUp));
    }

    [Fact]
    public async Task A_run_that_was_missed_is_made_up_for_once()
    {
        FakeTimeProvider clock = new(s_noon);

        await RunAsync("0 3 * * *", clock, new ScheduleLoopOptions { LastRun = s_noon.AddDays(-5), MaximumRuns = 2 }, new Job(clock));

        Assert.Equal([(s_noon, true), (s_noon.AddHours(15), false)], _runs.Select(run => (run.Started, run.IsCatchUp)));
        Assert.Equal(s_noon.AddDays(-5).AddHours(15), _runs[0].Due);
    }

    [Theory]
    [InlineData(-5, 15)]
    [InlineData(null, 15)]
    public async Task Nothing_is_made_up_for_where_nothing_was_missed(int? lastRunHoursAgo, int expectedHours)
    {
        FakeTimeProvider clock = new(s_noon);

        await RunAsync("0 3 * * *", clock, new ScheduleLoopOptions { LastRun = lastRunHoursAgo is { } hours ? s_noon.AddHours(hours) : null, MaximumRuns = 1 }, new Job(clock));

        Assert.Equal(s_noon.AddHours(expectedHours), Assert.Single(_runs).Started);
    }

    [Fact]
    public async Task A_run_at_start_and_a_missed_one_are_one()
    {
        FakeTimeProvider clock = new(s_noon);

        await RunAsync("0 3 * * *", clock, new ScheduleLoopOptions { LastRun = s_noon.AddDays(-2), RunsAtStart = true, MaximumRuns = 2 }, new Job(clock));

        Assert.Equal([s_noon, s_noon.AddHours(15)], _runs.Select(run => run.Started));
    }

    [Fact]
    public async Task Runs_that_fail_or_cannot_start_end_nothing()
    {
        FakeTimeProvider clock = new(s_noon);
        Queue<Func<int>> ends = new([() => 12, () => throw new BackupException(BackupFailure.ClientProgramMissing, "no pwsh"), () => 40, () => 0]);

        await RunAsync("0 * * * *", clock, new ScheduleLoopOptions { MaximumRuns = 4 }, new Job(clock) { End = () => ends.Dequeue()() });

        Assert.Equal(
            [(HubRunResult.Failed, 12), (HubRunResult.Failed, 10), (HubRunResult.Cancelled, 40), (HubRunResult.Succeeded, 0)],
            _runs.Select(run => (run.Result, run.ExitCode)));
    }

    [Fact]
    public async Task What_comes_due_while_a_run_goes_on_is_not_run_again()
    {
        FakeTimeProvider clock = new(s_noon);

        await RunAsync("0 * * * *", clock, new ScheduleLoopOptions { MaximumRuns = 2 }, new Job(clock) { Takes = TimeSpan.FromMinutes(150) });

        Assert.Equal([s_noon.AddHours(1), s_noon.AddHours(4)], _runs.Select(run => run.Started));
        Assert.Equal(TimeSpan.FromMinutes(150), _runs[0].Duration);
    }

    [Fact]
    public async Task Asked_to_end_while_it_waits_it_ends_without_a_run()
    {
        FakeTimeProvider clock = new(s_noon);
        using CancellationTokenSource stop = new();
        Task running = Loop("0 3 * * *", new ScheduleLoopOptions(), new Job(clock)).RunAsync(_runs.Add, static _ => { }, _log.Context(clock), stop.Token);

        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Empty(_runs);
    }

    [Fact]
    public async Task A_run_that_is_stopped_is_the_last()
    {
        FakeTimeProvider clock = new(s_noon);
        using CancellationTokenSource stop = new();
        Job job = new(clock)
        {
            End = () =>
            {
                stop.Cancel();
                return 143;
            },
        };

        await Loop("0 3 * * *", new ScheduleLoopOptions { RunsAtStart = true }, job).RunAsync(_runs.Add, static _ => { }, _log.Context(clock), stop.Token);

        Assert.Equal(HubRunResult.Cancelled, Assert.Single(_runs).Result);
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static ScheduleLoop Loop(string cron, ScheduleLoopOptions options, IScheduledJob job, TimeZoneInfo? zone = null)
        => new(new ProviderFactory().CreateRunCalendar(cron, zone ?? TimeZoneInfo.Utc), job, options);

    private async Task RunAsync(string cron, FakeTimeProvider clock, ScheduleLoopOptions options, Job job, TimeZoneInfo? zone = null)
    {
        Task running = Loop(cron, options, job, zone).RunAsync(_runs.Add, static _ => { }, _log.Context(clock), CancellationToken.None);
        // The loop runs on this thread until it waits, and goes on within Advance: nothing is left to chance.
        while (!running.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        await running;
    }

    private sealed class Job(FakeTimeProvider clock) : IScheduledJob
    {
        public Func<int> End { get; init; } = static () => 0;

        public TimeSpan Takes { get; init; }

        public Task<int> RunAsync(Action<string> say, OperationContext context, CancellationToken stop)
        {
            if (Takes > TimeSpan.Zero)
            {
                clock.SetUtcNow(clock.GetUtcNow() + Takes);
            }

            return Task.FromResult(End());
        }
    }
}
