namespace HubChantier.Backup.Ports;

/// <summary>A pg_dump at work. Disposing it ends the program if it still runs.</summary>
public interface IRunningDump : IAsyncDisposable
{
    /// <summary>The dump's text.</summary>
    Stream Output { get; }

    /// <summary>Ends the program at once; a read of <see cref="Output"/> that waits finds the end of the text.</summary>
    void Abort();

    /// <summary>Waits until the program has ended and returns only if it ended well.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.DumpFailed"/>, with the program's own words.</exception>
    Task WaitAsync(CancellationToken token);
}
