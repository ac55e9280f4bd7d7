namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>
/// What stops a cmdlet's work. It may be told from any thread and too late: a signal, or a Ctrl+C, that meets a cmdlet
/// just as it ends is nothing.
/// </summary>
internal sealed class StopSource : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _source = new();
    private bool _disposed;

    public StopSource() => Token = _source.Token;

    /// <summary>Cancelled by <see cref="Stop"/>; may be looked at after the end.</summary>
    public CancellationToken Token { get; }

    /// <summary>Cancels the work; returns before the work has taken notice.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                // Not Cancel(): that runs what waits for the token on this thread. On the pipeline thread it could be the work
                // itself, which then waits for room in the relay that this thread alone empties.
                _ = _source.CancelAsync();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _source.Dispose();
        }
    }
}
