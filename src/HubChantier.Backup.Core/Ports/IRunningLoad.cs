namespace HubChantier.Backup.Ports;

/// <summary>A psql at work. Disposing it ends the program if it still runs.</summary>
public interface IRunningLoad : IAsyncDisposable
{
    /// <summary>What is written here is carried out. Writing throws <see cref="IOException"/> once psql has ended.</summary>
    Stream Input { get; }

    /// <summary>Closes the input, waits until psql has ended and returns only if every statement was carried out.</summary>
    /// <returns>The end of what psql said all the same, such as the server's warnings; empty as a rule.</returns>
    /// <exception cref="BackupException"><see cref="BackupFailure.LoadFailed"/>, with psql's own words.</exception>
    Task<string> CompleteAsync(CancellationToken token);
}
