namespace HubChantier.Backup.Ports;

/// <summary>Asks a PostgreSQL server questions, whatever the way to it.</summary>
public interface IDatabaseServer
{
    /// <summary>Opens a session in a database of the server.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupFailure.ServerUnreachable"/>, <see cref="BackupFailure.AuthenticationFailed"/>,
    /// <see cref="BackupFailure.DatabaseMissing"/> or <see cref="BackupFailure.PermissionDenied"/>.
    /// </exception>
    Task<IDatabaseSession> ConnectAsync(string database, CancellationToken token);
}
