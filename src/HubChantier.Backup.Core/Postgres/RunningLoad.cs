using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Processes;

namespace HubChantier.Backup.Postgres;

/// <summary>A psql at work.</summary>
internal sealed class RunningLoad : IRunningLoad
{
    private readonly ChildProcess _child;
    private readonly Task _discarding;

    public RunningLoad(ChildProcess child)
    {
        _child = child;
        // The answers to setval and the like: nobody needs them, but unread they would stop psql.
        _discarding = child.Output.CopyToAsync(Stream.Null);
    }

    public Stream Input => _child.Input;

    public async Task<string> CompleteAsync(CancellationToken token)
    {
        try
        {
            _child.Input.Close();
        }
        catch (IOException)
        {
            // psql is gone before it read all; its exit code and its words say why.
        }

        ChildProcessResult result = await _child.WaitAsync(token).ConfigureAwait(false);
        await _discarding.WaitAsync(token).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw new BackupException(
                BackupFailure.LoadFailed,
                string.Format(CultureInfo.CurrentCulture, Strings.LoadFailed, result.ExitCode, result.ErrorText));
        }

        return result.ErrorText;
    }

    public ValueTask DisposeAsync() => _child.DisposeAsync();
}
