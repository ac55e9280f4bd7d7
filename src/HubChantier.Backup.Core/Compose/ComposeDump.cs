using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Processes;

namespace HubChantier.Backup.Compose;

/// <summary>A pg_dump or pg_dumpall at work in the container.</summary>
internal sealed class ComposeDump : IRunningDump
{
    private readonly string _program;
    private readonly ChildProcess _child;
    private readonly Func<Task> _endSession;

    /// <param name="program">pg_dump or pg_dumpall.</param>
    /// <param name="child">docker; as long as its input is open, the program lives.</param>
    /// <param name="endSession">Ends its session on the server.</param>
    public ComposeDump(string program, ChildProcess child, Func<Task> endSession)
    {
        _program = program;
        _child = child;
        _endSession = endSession;
    }

    public Stream Output => _child.Output;

    public async Task WaitAsync(CancellationToken token)
    {
        ChildProcessResult result = await _child.WaitAsync(token).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw new BackupException(
                BackupFailure.DumpFailed,
                string.Format(CultureInfo.CurrentCulture, Strings.DumpFailed, _program, result.ExitCode, result.ErrorText));
        }
    }

    /// <summary>The end of its input ends pg_dump, and so the text. Its session, if it hangs on a lock, is ended by the disposal.</summary>
    public void Abort() => _child.Input.Close();

    public async ValueTask DisposeAsync() => await ProgramEnd.RunAsync(_child, _endSession).ConfigureAwait(false);
}
