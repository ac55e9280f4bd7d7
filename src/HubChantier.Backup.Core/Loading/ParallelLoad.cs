using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Loading;

/// <summary>Loads a plan by several psql at once. The first that fails ends all; a psql is given whole entries only, and counts as done when it says so.</summary>
internal sealed class ParallelLoad
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

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
        LoadWorker[] workers = [.. Enumerable.Range(0, jobs).Select(_ => new LoadWorker(_start, _source, Report, s_patience))];
        try
        {
            byte[] preamble = await ReadPreambleAsync(token).ConfigureAwait(false);
            await workers[0].LoadAsync(preamble, plan.PreData, token).ConfigureAwait(false);
            await RunTasksAsync(plan.Tasks, workers, preamble, token).ConfigureAwait(false);
            foreach (LoadWorker worker in workers)
            {
                await worker.CompleteAsync(token).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (LoadWorker worker in workers)
            {
                await worker.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async Task RunTasksAsync(IReadOnlyList<LoadTask> tasks, LoadWorker[] workers, byte[] preamble, CancellationToken token)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        List<LoadTask> waiting = [.. tasks];
        Stack<LoadWorker> idle = new(workers);
        Dictionary<Task, (LoadTask Task, LoadWorker Worker)> running = [];
        HashSet<LoadTask> done = [];
        try
        {
            while (waiting.Count > 0 || running.Count > 0)
            {
                while (idle.Count > 0 && waiting.Find(IsReady) is { } next)
                {
                    waiting.Remove(next);
                    LoadWorker worker = idle.Pop();
                    // Not from here: one that need not wait would keep the others from beginning.
                    running.Add(Task.Run(() => worker.LoadAsync(preamble, next.Entries, stop.Token), CancellationToken.None), (next, worker));
                }

                Task ended = await Task.WhenAny(running.Keys).ConfigureAwait(false);
                done.Add(running[ended].Task);
                idle.Push(running[ended].Worker);
                running.Remove(ended);
                await ended.ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(running.Keys)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        bool IsReady(LoadTask task) => task.After.All(done.Contains) && !running.Values.Any(other => task.Conflicts(other.Task));
    }

    private async Task<byte[]> ReadPreambleAsync(CancellationToken token)
    {
        using MemberReader reader = _source.Open();
        using MemoryStream preamble = new();
        await reader.ReadAsync(_map.Preamble, preamble.WriteAsync, token).ConfigureAwait(false);
        return preamble.ToArray();
    }

    private void Report(int count) => _progress.Report(Interlocked.Add(ref _sent, count));
}
