using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Processes;

namespace HubChantier.Backup.Postgres;

/// <summary>A pg_dump or pg_dumpall at work.</summary>
internal sealed class RunningDump : IRunningDump
{
    private readonly string _program;
    private readonly ChildProcess _child;

    public RunningDump(string program, ChildProcess child)
    {
        _program = program;
        _child = child;
        _child.Input.Close();
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

    public void Abort() => _child.Kill();

    public ValueTask DisposeAsync() => _child.DisposeAsync();
}
