using System.Globalization;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Operations;

/// <summary>
/// Runs a job whenever it is due, until it is asked to end. A run that fails is told and ends nothing; a run that was due while nobody
/// looked, because the scheduler or the machine slept, is made up for once.
/// </summary>
public sealed class ScheduleLoop
{
    /// <summary>A clock that is set, or a machine that slept, is noticed this soon; timers do not notice either.</summary>
    private static readonly TimeSpan s_look = TimeSpan.FromMinutes(1);

    private readonly IRunCalendar _calendar;
    private readonly IScheduledJob _job;
    private readonly ScheduleLoopOptions _options;

    /// <summary>Makes the loop; nothing runs yet.</summary>
    public ScheduleLoop(IRunCalendar calendar, IScheduledJob job, ScheduleLoopOptions options)
    {
        _calendar = calendar;
        _job = job;
        _options = options;
    }

    /// <summary>Runs until it is stopped, which is its normal end, or no run is due any more.</summary>
    /// <param name="done">Takes each run when it has ended.</param>
    /// <param name="say">Takes each line that the job writes.</param>
    /// <param name="context">The clock, and where events are told.</param>
    /// <param name="stop">Asks for the end; a running job has its own time of grace.</param>
    public async Task RunAsync(Action<HubScheduleRun> done, Action<string> say, OperationContext context, CancellationToken stop)
    {
        DateTimeOffset began = context.Time.GetUtcNow();
        DateTimeOffset? due = First(began, out bool isCatchUp);
        for (int runs = 0; due is { } time && runs != _options.MaximumRuns && !stop.IsCancellationRequested; runs++)
        {
            if (isCatchUp)
            {
                Write(context, Strings.ScheduleMissed, time);
            }
            else if (time > context.Time.GetUtcNow())
            {
                Write(context, Strings.ScheduleNext, time);
            }

            if (!await IsReachedAsync(time, context.Time, stop).ConfigureAwait(false))
            {
                break;
            }

            done(await RunOnceAsync(time, isCatchUp, say, context, stop).ConfigureAwait(false));
            // From its end on: what came due meanwhile is what this run did.
            due = _calendar.Next(context.Time.GetUtcNow());
            isCatchUp = false;
        }

        context.Log.Write(Strings.ScheduleEnds);
    }

    private static void Write(OperationContext context, string format, params object[] values)
        => context.Log.Write(string.Format(CultureInfo.CurrentCulture, format, values));

    /// <summary>Waits; false if it is asked to end first.</summary>
    private static async Task<bool> IsReachedAsync(DateTimeOffset time, TimeProvider clock, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            TimeSpan left = time - clock.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                return true;
            }

            await Task.Delay(left < s_look ? left : s_look, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return false;
    }

    private DateTimeOffset? First(DateTimeOffset now, out bool isCatchUp)
    {
        DateTimeOffset? missed = _options.LastRun is { } last && _calendar.Next(last) is { } next && next <= now ? next : null;
        isCatchUp = missed is not null;
        return missed ?? (_options.RunsAtStart ? now : _calendar.Next(now));
    }

    private async Task<HubScheduleRun> RunOnceAsync(DateTimeOffset due, bool isCatchUp, Action<string> say, OperationContext context, CancellationToken stop)
    {
        DateTimeOffset started = context.Time.GetUtcNow();
        context.Log.Write(Strings.ScheduleRunBegins);
        int exitCode;
        try
        {
            exitCode = await _job.RunAsync(say, context, stop).ConfigureAwait(false);
        }
        catch (BackupException exception)
        {
            context.Log.Warn(exception.Message);
            exitCode = exception.ExitCode;
        }

        HubScheduleRun run = new()
        {
            Due = due,
            Started = started,
            Finished = context.Time.GetUtcNow(),
            ExitCode = exitCode,
            Result = exitCode switch
            {
                (int)BackupExitCode.Success => HubRunResult.Succeeded,
                (int)BackupExitCode.Cancelled => HubRunResult.Cancelled,
                _ => stop.IsCancellationRequested ? HubRunResult.Cancelled : HubRunResult.Failed,
            },
            IsCatchUp = isCatchUp,
        };
        if (run.Result == HubRunResult.Succeeded)
        {
            Write(context, Strings.ScheduleRunDone, run.Duration.TotalSeconds);
        }
        else
        {
            context.Log.Warn(string.Format(CultureInfo.CurrentCulture, Strings.ScheduleRunFailed, exitCode, run.Duration.TotalSeconds));
        }

        return run;
    }
}
