namespace HubChantier.Backup.Ports;

/// <summary>One session on a server: statements run in it one after the other.</summary>
public interface IDatabaseSession : IAsyncDisposable
{
    /// <summary>Runs a statement, or several, and returns the rows of the last that has any, each value as PostgreSQL's text or null.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupFailure.PermissionDenied"/>, <see cref="BackupFailure.ServerUnreachable"/> or <see cref="BackupFailure.QueryFailed"/>.
    /// </exception>
    Task<IReadOnlyList<IReadOnlyList<string?>>> QueryAsync(string sql, CancellationToken token);
}
