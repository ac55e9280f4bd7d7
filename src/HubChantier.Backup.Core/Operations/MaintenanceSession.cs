using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Operations;

/// <summary>Opens the session from which the server's orders are given, in a database that is not the live one.</summary>
internal static class MaintenanceSession
{
    /// <summary>The database every server has, then those of hosting companies.</summary>
    private static readonly string[] s_databases = ["postgres", "defaultdb", "rdb", "template1"];

    /// <summary>Opens it in the named database, or in the first that lets us in.</summary>
    /// <exception cref="BackupException">None lets us in; the last one's refusal.</exception>
    public static async Task<IDatabaseSession> OpenAsync(IDatabaseServer server, string? database, CancellationToken token)
    {
        if (database is not null)
        {
            return await server.ConnectAsync(database, token).ConfigureAwait(false);
        }

        foreach (string candidate in s_databases[..^1])
        {
            try
            {
                return await server.ConnectAsync(candidate, token).ConfigureAwait(false);
            }
            catch (BackupException exception) when (IsRefusal(exception))
            {
                // The next may let us in.
            }
        }

        return await server.ConnectAsync(s_databases[^1], token).ConfigureAwait(false);
    }

    /// <summary>Whether a database is missing or closed to us, which says nothing of the others.</summary>
    public static bool IsRefusal(BackupException exception)
        => exception.Failure is BackupFailure.DatabaseMissing or BackupFailure.PermissionDenied or BackupFailure.AuthenticationFailed;
}
