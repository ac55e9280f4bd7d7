namespace HubChantier.Backup.Ports;

/// <summary>A psql at work. Disposing it ends the program if it still runs.</summary>
public interface IRunningLoad : IAsyncDisposable
{
    /// <summary>Has a piece of text carried out. The piece may still be read after a cancellation, until this is disposed.</summary>
    /// <exception cref="IOException">psql has ended.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> text, CancellationToken token);

    /// <summary>Waits until every statement that was sent was carried out. What was sent must end with a whole one.</summary>
    /// <exception cref="IOException">psql has ended.</exception>
    Task SynchronizeAsync(CancellationToken token);

    /// <summary>Ends the text, waits until psql has ended and returns only if every statement was carried out.</summary>
    /// <returns>The end of what psql said all the same, such as the server's warnings; empty as a rule.</returns>
    /// <exception cref="BackupException"><see cref="BackupFailure.LoadFailed"/>, with psql's own words.</exception>
    Task<string> CompleteAsync(CancellationToken token);
}
