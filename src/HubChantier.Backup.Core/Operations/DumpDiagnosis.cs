using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.Operations;

/// <summary>
/// Says why pg_dump failed, where our own session can tell. pg_dump's words are in the server's language and have no SQLSTATE, so what is
/// read in them is only what does not change: the query that it quotes.
/// </summary>
internal static class DumpDiagnosis
{
    /// <summary>A failure that says more, or the one that came.</summary>
    /// <param name="failure">pg_dump's own.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="connection">Where the server is.</param>
    /// <param name="session">Our session in the database that was dumped.</param>
    /// <param name="token">Cancels.</param>
    public static async Task<BackupException> ExplainAsync(
        BackupException failure, BackupRequest request, ConnectionSettings connection, IDatabaseSession session, CancellationToken token)
    {
        if (failure.Message.Contains("SET TRANSACTION SNAPSHOT", StringComparison.Ordinal))
        {
            // It lives as long as the session that exported it. If ours is well, its snapshot is not known where pg_dump is.
            return await LostAsync(session, token).ConfigureAwait(false) is { } lost
                ? Failed(BackupFailure.SnapshotLost, request, failure, Strings.SnapshotLost, request.Database, lost.Message)
                : Failed(BackupFailure.ServerMismatch, request, failure, Strings.ServerMismatch, request.Database, connection);
        }

        try
        {
            // First, for pg_dump is refused a table where it locks it.
            IReadOnlyList<string> unreadable = await ReadRights.MissingAsync(session, token).ConfigureAwait(false);
            if (unreadable.Count > 0)
            {
                return Failed(
                    BackupFailure.PermissionDenied, request, failure, Strings.MayNotReadAll, connection.User, request.Database, ReadRights.Describe(unreadable), failure.Message);
            }

            if (failure.Message.Contains("LOCK TABLE", StringComparison.Ordinal))
            {
                string holder = await TableLocks.DescribeHolderAsync(session, token).ConfigureAwait(false);
                return Failed(BackupFailure.TableLocked, request, failure, Strings.TableLocked, request.TableLockTimeout.TotalSeconds, request.Database, holder);
            }
        }
        catch (BackupException)
        {
            // The server is gone, or does not say: then pg_dump's words are all there is.
        }

        return failure;
    }

    /// <summary>Why the session is of no more use; null if it is well.</summary>
    private static async Task<BackupException?> LostAsync(IDatabaseSession session, CancellationToken token)
    {
        try
        {
            await session.QueryAsync("SELECT 1", token).ConfigureAwait(false);
            return null;
        }
        catch (BackupException exception)
        {
            return exception;
        }
    }

    private static BackupException Failed(BackupFailure failure, BackupRequest request, Exception inner, string format, params object[] values)
        => new(failure, string.Format(CultureInfo.CurrentCulture, format, values), inner, request.Database);
}
