using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.Operations;

/// <summary>
/// One backup or restore of a database at a time on a server, whichever host runs it: a session-level advisory lock, held in
/// the maintenance database, because advisory locks are per database and a session in the live one would block its rename.
/// </summary>
internal static class ServerLock
{
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(500);

    /// <summary>Takes the lock; it lasts as long as the session.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.LockHeld"/>, naming the holder.</exception>
    public static async Task AcquireAsync(IDatabaseSession maintenance, string database, TimeSpan timeout, TimeProvider time, CancellationToken token)
    {
        long key = Key(database);
        long began = time.GetTimestamp();
        while (!await TryAcquireAsync(maintenance, database, token).ConfigureAwait(false))
        {
            if (time.GetElapsedTime(began) >= timeout)
            {
                throw new BackupException(
                    BackupFailure.LockHeld,
                    string.Format(CultureInfo.CurrentCulture, Strings.LockHeld, database, await HolderAsync(maintenance, key, token).ConfigureAwait(false)),
                    subject: database);
            }

            await Task.Delay(s_retry, time, token).ConfigureAwait(false);
        }

        await CheckAsync(maintenance, database, token).ConfigureAwait(false);
    }

    /// <summary>Takes the lock if nobody holds it.</summary>
    public static async Task<bool> TryAcquireAsync(IDatabaseSession maintenance, string database, CancellationToken token)
        => await ServerQuestions.ScalarAsync(
            maintenance, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_try_advisory_lock({Key(database)})"), token).ConfigureAwait(false) == "t";

    /// <summary>Gives the lock back before the session ends.</summary>
    public static Task ReleaseAsync(IDatabaseSession maintenance, string database, CancellationToken token)
        => maintenance.QueryAsync(string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_unlock({Key(database)})"), token);

    /// <summary>Checks that the lock is still held: before every point of no return. A pooler that changes sessions under us loses it.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.LockLost"/> or <see cref="BackupFailure.ServerUnreachable"/>.</exception>
    public static async Task CheckAsync(IDatabaseSession maintenance, string database, CancellationToken token)
    {
        string held = $"SELECT count(*) FROM pg_locks WHERE {Condition(Key(database))} AND pid = pg_backend_pid()";
        if (await ServerQuestions.NumberAsync(maintenance, held, token).ConfigureAwait(false) == 0)
        {
            throw new BackupException(
                BackupFailure.LockLost, string.Format(CultureInfo.CurrentCulture, Strings.LockLost, database), subject: database);
        }
    }

    /// <summary>Whether any session holds the lock; looks only.</summary>
    public static async Task<bool> IsHeldAsync(IDatabaseSession maintenance, string database, CancellationToken token)
        => await ServerQuestions.NumberAsync(maintenance, $"SELECT count(*) FROM pg_locks WHERE {Condition(Key(database))}", token).ConfigureAwait(false) > 0;

    private static async Task<string> HolderAsync(IDatabaseSession maintenance, long key, CancellationToken token)
        => await ServerQuestions.ScalarAsync(
            maintenance,
            "SELECT coalesce(nullif(a.application_name, ''), '?') || ', session ' || a.pid || ' since ' || to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS TZ') "
            + $"FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE {Condition(key)} LIMIT 1",
            token).ConfigureAwait(false) ?? "?";

    /// <summary>How pg_locks shows a lock of one 64-bit key: its halves, and 1.</summary>
    private static string Condition(long key) => string.Create(
        CultureInfo.InvariantCulture,
        $"locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND classid = {(uint)(key >> 32)} AND objid = {(uint)key} AND objsubid = 1");

    /// <summary>The same on every host: the first eight bytes of a hash over the module's and the database's name.</summary>
    private static long Key(string database)
        => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes("HubChantier.Backup/" + database)));
}
