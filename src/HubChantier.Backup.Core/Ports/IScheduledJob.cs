namespace HubChantier.Backup.Ports;

/// <summary>What a schedule runs.</summary>
public interface IScheduledJob
{
    /// <summary>Runs it once.</summary>
    /// <param name="say">Takes each line that it writes.</param>
    /// <param name="context">The clock, and where it is told that a run is being stopped.</param>
    /// <param name="stop">Asks for the end: the run may still finish within its time of grace, and is then ended.</param>
    /// <returns>Its exit code (<see cref="BackupExitCode"/>).</returns>
    /// <exception cref="BackupException"><see cref="BackupFailure.ClientProgramMissing"/>: it cannot be started.</exception>
    Task<int> RunAsync(Action<string> say, OperationContext context, CancellationToken stop);
}
