using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Processes;

namespace HubChantier.Backup.Compose;

/// <summary>A psql that loads in the container. Its session is ended before its input, or psql would carry out half a statement.</summary>
internal sealed class ComposeLoad : IRunningLoad
{
    private readonly ChildProcess _child;
    private readonly RunningLoad _load;
    private readonly Func<Task> _endSession;

    public ComposeLoad(ChildProcess child, Func<Task> endSession)
    {
        _child = child;
        _load = new RunningLoad(child);
        _endSession = endSession;
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> text, CancellationToken token) => _load.SendAsync(text, token);

    public Task SynchronizeAsync(CancellationToken token) => _load.SynchronizeAsync(token);

    public Task<string> CompleteAsync(CancellationToken token) => _load.CompleteAsync(token);

    public async ValueTask DisposeAsync() => await ProgramEnd.RunAsync(_child, _endSession).ConfigureAwait(false);
}
