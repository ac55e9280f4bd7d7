using System.Runtime.InteropServices;

namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>
/// While it lives, SIGTERM and SIGHUP cancel the work instead of ending PowerShell at once, so that children end, partial
/// files go and the script's own <c>catch</c> and <c>finally</c> run.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _hangUp;

    public StopSignals(StopSource stop)
    {
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Stop();
        }
    }

    public void Dispose()
    {
        _terminate.Dispose();
        _hangUp.Dispose();
    }
}
