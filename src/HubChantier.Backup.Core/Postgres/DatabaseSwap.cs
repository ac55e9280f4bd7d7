using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Postgres;

/// <summary>
/// Puts one database in another's place: two renames and the two comments, in one transaction. The first rename takes the lock that keeps new sessions
/// waiting; only then does a second session of ours end those that are there. Nothing but the transaction is ever committed, so that whoever is
/// killed at any moment leaves a database of that name in service: the old one or the new one.
/// </summary>
internal sealed class DatabaseSwap
{
    /// <summary>PostgreSQL itself waits five seconds for the sessions of a database that it renames.</summary>
    private const int Attempts = 3;

    /// <summary>pg_database's own OID, as pg_locks shows it (src/include/catalog/pg_database.h).</summary>
    private const string DatabaseClass = "1262";

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    /// <summary>OID of the database in service.</summary>
    public required uint LiveOid { get; init; }

    /// <summary>Its name, which the other one gets.</summary>
    public required string LiveName { get; init; }

    /// <summary>The name that it gets.</summary>
    public required string AsideName { get; init; }

    /// <summary>The comment that it gets: the mark by which it is known again.</summary>
    public required DatabaseMark AsideMark { get; init; }

    /// <summary>OID of the database that goes into service.</summary>
    public required uint NewOid { get; init; }

    /// <summary>Its name until then.</summary>
    public required string NewName { get; init; }

    /// <summary>Its comment in service, or null for none.</summary>
    public string? NewComment { get; init; }

    /// <summary>Carries it out.</summary>
    /// <param name="server">Where the second session is opened.</param>
    /// <param name="maintenance">The session that renames; it holds the run's lock.</param>
    /// <param name="time">The clock.</param>
    /// <param name="token">Cancels; not any more once the change was sent to be committed.</param>
    /// <returns>How long the name was out of service: from the order to rename until the commit.</returns>
    /// <exception cref="BackupException">
    /// <see cref="BackupFailure.SessionsInTheWay"/>, naming them; <see cref="BackupFailure.SwapUnknown"/>: the connection went in the moment of the commit;
    /// or what the server says. Unless it is <see cref="BackupFailure.SwapUnknown"/>, the old database is in service.
    /// </exception>
    public async Task<TimeSpan> RunAsync(IDatabaseServer server, IDatabaseSession maintenance, TimeProvider time, CancellationToken token)
    {
        IReadOnlyList<string?> own = (await maintenance.QueryAsync("SELECT current_database(), pg_backend_pid()", token).ConfigureAwait(false))[0];
        IDatabaseSession helper = await server.ConnectAsync(own[0]!, token).ConfigureAwait(false);
        await using (helper.ConfigureAwait(false))
        {
            for (int attempt = 1; ; attempt++)
            {
                long began = time.GetTimestamp();
                try
                {
                    await TryAsync(maintenance, helper, own[1]!, time, token).ConfigureAwait(false);
                    return time.GetElapsedTime(began);
                }
                catch (BackupException exception) when (exception.Failure == BackupFailure.SessionsInTheWay && attempt < Attempts)
                {
                    // Those that are left may be ending just now.
                }
            }
        }
    }

    private async Task TryAsync(IDatabaseSession maintenance, IDatabaseSession helper, string pid, TimeProvider time, CancellationToken token)
    {
        bool committing = false;
        try
        {
            await maintenance.QueryAsync("BEGIN", token).ConfigureAwait(false);
            await RenameLiveAsync(maintenance, helper, pid, time, token).ConfigureAwait(false);
            await maintenance.QueryAsync(
                $"ALTER DATABASE {SqlText.Identifier(NewName)} RENAME TO {SqlText.Identifier(LiveName)}; "
                + $"COMMENT ON DATABASE {SqlText.Identifier(AsideName)} IS {SqlText.Literal(AsideMark.ToComment())}; "
                + $"COMMENT ON DATABASE {SqlText.Identifier(LiveName)} IS {(NewComment is null ? "NULL" : SqlText.Literal(NewComment))}",
                token).ConfigureAwait(false);
            if (await NamesAsync(maintenance, token).ConfigureAwait(false) != (AsideName, LiveName))
            {
                throw new BackupException(
                    BackupFailure.DatabaseChanged, string.Format(CultureInfo.CurrentCulture, Strings.DatabaseChanged, LiveName), subject: LiveName);
            }

            token.ThrowIfCancellationRequested();
            committing = true;
            await maintenance.QueryAsync("COMMIT", CancellationToken.None).ConfigureAwait(false);
        }
        catch (BackupException exception) when (committing)
        {
            await SettleAsync(helper, exception).ConfigureAwait(false);
        }
        catch
        {
            await RollBackAsync(maintenance).ConfigureAwait(false);
            throw;
        }
    }

    private async Task RenameLiveAsync(IDatabaseSession maintenance, IDatabaseSession helper, string pid, TimeProvider time, CancellationToken token)
    {
        Task rename = maintenance.QueryAsync($"ALTER DATABASE {SqlText.Identifier(LiveName)} RENAME TO {SqlText.Identifier(AsideName)}", token);
        try
        {
            while (!rename.IsCompleted)
            {
                await helper.QueryAsync(EndSessions(pid), token).ConfigureAwait(false);
                await Task.WhenAny(rename, Task.Delay(s_pause, time, CancellationToken.None)).ConfigureAwait(false);
            }
        }
        finally
        {
            await rename.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        try
        {
            await rename.ConfigureAwait(false);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.QueryFailed && exception.Message.Contains("55006", StringComparison.Ordinal))
        {
            throw new BackupException(
                BackupFailure.SessionsInTheWay,
                string.Format(CultureInfo.CurrentCulture, Strings.SessionsInTheWay, LiveName, await SessionsLeftAsync(helper, token).ConfigureAwait(false)),
                exception,
                LiveName);
        }
    }

    /// <summary>Ends those that we may end, and only while the session that renames holds the database's lock: nobody new can get in then.</summary>
    private string EndSessions(string pid) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT count(pg_terminate_backend(a.pid)) FROM pg_stat_activity a
         WHERE a.datid = {LiveOid} AND {ServerSessions.MayEnd("a")}
           AND EXISTS (SELECT FROM pg_locks l WHERE l.pid = {pid} AND l.locktype = 'object' AND l.classid = {DatabaseClass} AND l.objid = {LiveOid}
                          AND l.mode = 'AccessExclusiveLock' AND l.granted)
        """);

    private async Task<string> SessionsLeftAsync(IDatabaseSession helper, CancellationToken token)
        => string.Join(", ", await ServerSessions.ListAsync(helper, LiveOid, token).ConfigureAwait(false));

    /// <summary>The names of the two databases now, the one that was live first.</summary>
    private async Task<(string? Live, string? New)> NamesAsync(IDatabaseSession session, CancellationToken token)
    {
        IReadOnlyList<string?> row = (await session.QueryAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT (SELECT datname FROM pg_database WHERE oid = {LiveOid}), (SELECT datname FROM pg_database WHERE oid = {NewOid})"),
            token).ConfigureAwait(false))[0];
        return (row[0], row[1]);
    }

    /// <summary>The connection went while the commit was under way: the other session tells what became of it.</summary>
    private async Task SettleAsync(IDatabaseSession helper, BackupException lost)
    {
        (string? Live, string? New) names;
        try
        {
            names = await NamesAsync(helper, CancellationToken.None).ConfigureAwait(false);
        }
        catch (BackupException)
        {
            throw new BackupException(
                BackupFailure.SwapUnknown, string.Format(CultureInfo.CurrentCulture, Strings.SwapUnknown, LiveName, AsideName, NewName, lost.Message), lost, LiveName);
        }

        if (names != (AsideName, LiveName))
        {
            throw lost;
        }
    }

    private static async Task RollBackAsync(IDatabaseSession maintenance)
    {
        try
        {
            await maintenance.QueryAsync("ROLLBACK", CancellationToken.None).ConfigureAwait(false);
        }
        catch (BackupException)
        {
            // Without its session the server rolls back by itself.
        }
    }
}
