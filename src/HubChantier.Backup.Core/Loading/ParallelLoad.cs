using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Loading;

/// <summary>Loads a plan by several psql at once. The first that fails ends all; a psql is given whole entries only, and counts as done when it says so.</summary>
internal sealed class ParallelLoad
{
    private readonly LoadMap _map;
    private readonly LoadSource _source;
    private readonly Func<CancellationToken, Task<LoadSession>> _start;
    private readonly IProgress<long> _progress;
    private long _sent;

    /// <summary>Makes the load.</summary>
    /// <param name="map">The dump's text.</param>
    /// <param name="source">Where it is read.</param>
    /// <param name="start">Starts a psql.</param>
    /// <param name="progress">Told the bytes of SQL that were sent.</param>
    public ParallelLoad(LoadMap map, LoadSource source, Func<CancellationToken, Task<LoadSession>> start, IProgress<long> progress)
    {
        _map = map;
        _source = source;
        _start = start;
        _progress = progress;
    }

    /// <summary>Carries it out.</summary>
    /// <exception cref="BackupException">What failed first; nobody loads any more.</exception>
    public async Task RunAsync(LoadPlan plan, int jobs, CancellationToken token)
    {
        await LoadAsync(plan.PreData, token).ConfigureAwait(false);
        foreach (IReadOnlyList<LoadTask> stage in plan.Stages)
        {
            await RunStageAsync(stage, jobs, token).ConfigureAwait(false);
        }
    }

    private async Task RunStageAsync(IReadOnlyList<LoadTask> stage, int jobs, CancellationToken token)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        List<LoadTask> waiting = [.. stage.OrderByDescending(task => task.Weight)];
        Dictionary<Task, LoadTask> running = [];
        HashSet<LoadTask> done = [];
        try
        {
            while (waiting.Count > 0 || running.Count > 0)
            {
                while (running.Count < jobs && waiting.Find(IsReady) is { } next)
                {
                    waiting.Remove(next);
                    running.Add(LoadAsync(next.Entries, stop.Token), next);
                }

                Task ended = await Task.WhenAny(running.Keys).ConfigureAwait(false);
                done.Add(running[ended]);
                running.Remove(ended);
                await ended.ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(running.Keys)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        bool IsReady(LoadTask task) => task.After.All(done.Contains) && !running.Values.Any(task.Conflicts);
    }

    private async Task LoadAsync(IReadOnlyList<LoadEntry> entries, CancellationToken token)
    {
        LoadSession session = await _start(token).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            using MemberReader reader = _source.Open();
            await SendAsync(session, reader, _map.Preamble, token).ConfigureAwait(false);
            foreach (LoadEntry entry in entries)
            {
                await session.SendAsync(entry.Settings, token).ConfigureAwait(false);
                await SendAsync(session, reader, entry.Range, token).ConfigureAwait(false);
            }

            await session.CompleteAsync(token).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(LoadSession session, MemberReader reader, TextRange range, CancellationToken token)
    {
        long position = range.Start;
        await reader.ReadAsync(
            range,
            async (text, cancel) =>
            {
                await session.SendAsync(position, text, cancel).ConfigureAwait(false);
                position += text.Length;
                _progress.Report(Interlocked.Add(ref _sent, text.Length));
            },
            token).ConfigureAwait(false);
    }
}
