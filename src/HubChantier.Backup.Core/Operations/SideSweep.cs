using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>Drops the side databases of runs that were killed; never one whose run still holds its lock.</summary>
internal static class SideSweep
{
    // Its run was killed between CREATE DATABASE and the comment.
    private static readonly string s_unnamed = string.Create(
        CultureInfo.InvariantCulture,
        $"SELECT datname FROM pg_database WHERE datconnlimit = {SideDatabase.BirthMark} AND shobj_description(oid, 'pg_database') IS NULL");

    private const string UserObjects = """
        SELECT (SELECT count(*) FROM pg_class WHERE oid >= 16384) + (SELECT count(*) FROM pg_proc WHERE oid >= 16384)
             + (SELECT count(*) FROM pg_namespace WHERE oid >= 16384) + (SELECT count(*) FROM pg_largeobject_metadata)
        """;

    /// <summary>Sweeps the server.</summary>
    /// <returns>The names of those that were dropped.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(IDatabaseServer server, IDatabaseSession maintenance, CancellationToken token)
    {
        List<string> swept = [];
        IReadOnlyList<MarkedDatabase> marked = await MarkedDatabase.ListAsync(maintenance, token).ConfigureAwait(false);
        foreach (MarkedDatabase database in marked.Where(database => database.Mark.Role == DatabaseRole.Side))
        {
            await TryAsync(database.Name, () => database.DropAsync(maintenance, token)).ConfigureAwait(false);
        }

        foreach (string name in await UnnamedAsync(maintenance, token).ConfigureAwait(false))
        {
            await TryAsync(name, () => DropEmptyAsync(server, maintenance, name, token)).ConfigureAwait(false);
        }

        return swept;

        async Task TryAsync(string name, Func<Task<bool>> drop)
        {
            if (!await ServerLock.TryAcquireAsync(maintenance, name, token).ConfigureAwait(false))
            {
                return;
            }

            try
            {
                if (await drop().ConfigureAwait(false))
                {
                    swept.Add(name);
                }
            }
            catch (BackupException exception) when (exception.Failure is BackupFailure.PermissionDenied or BackupFailure.QueryFailed or BackupFailure.DatabaseMissing)
            {
                // Another role's, or somebody is in it: not ours to drop now.
            }
            finally
            {
                await ServerLock.ReleaseAsync(maintenance, name, token).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The databases of ours that have no comment yet, or never will.</summary>
    public static async Task<IReadOnlyList<string>> UnnamedAsync(IDatabaseSession maintenance, CancellationToken token)
        => [.. (await maintenance.QueryAsync(s_unnamed, token).ConfigureAwait(false)).Select(row => row[0]!)];

    /// <summary>Without its comment a database is dropped only if nothing is in it; DROP DATABASE itself refuses while somebody is connected.</summary>
    private static async Task<bool> DropEmptyAsync(IDatabaseServer server, IDatabaseSession maintenance, string name, CancellationToken token)
    {
        IDatabaseSession session = await server.ConnectAsync(name, token).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            if (await ServerQuestions.NumberAsync(session, UserObjects, token).ConfigureAwait(false) > 0)
            {
                return false;
            }
        }

        await maintenance.QueryAsync($"DROP DATABASE {SqlText.Identifier(name)}", token).ConfigureAwait(false);
        return true;
    }
}
