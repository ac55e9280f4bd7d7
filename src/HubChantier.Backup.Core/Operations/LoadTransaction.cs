using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.Operations;

/// <summary>
/// The one transaction of a load into a live database, in a psql, watched from a second session. Only <see cref="CommitAsync"/> ends it well;
/// whatever else happens, to psql, to the server or to us, it is rolled back: the end of psql's input commits nothing.
/// </summary>
internal sealed class LoadTransaction : IAsyncDisposable
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(100);

    /// <summary>How long to look for the outcome of a COMMIT whose answer got lost: a server's recovery after a crash takes its time.</summary>
    private static readonly TimeSpan s_outcomeWait = TimeSpan.FromMinutes(2);

    private readonly IDatabaseServer _server;
    private readonly IDatabaseSession _watcher;
    private readonly IRunningLoad _load;
    private readonly string _database;
    private readonly TimeProvider _time;
    private readonly int _key = RandomNumberGenerator.GetInt32(1, int.MaxValue);
    private string? _number;
    private bool _ended;

    /// <summary>Makes it; nothing has begun.</summary>
    public LoadTransaction(IDatabaseServer server, IDatabaseSession watcher, IRunningLoad load, string database, TimeProvider time)
    {
        _server = server;
        _watcher = watcher;
        _load = load;
        _database = database;
        _time = time;
    }

    /// <summary>Begins it and drops all that is the role's own.</summary>
    /// <param name="lockTimeout">How long to wait for another session's lock.</param>
    /// <param name="withDefaults">Whether the role's default privileges go too: others come with the load.</param>
    /// <param name="token">Cancels.</param>
    public async Task DropAsync(TimeSpan lockTimeout, bool withDefaults, CancellationToken token)
    {
        await SendAsync(LoadScript.Begin(_key), token).ConfigureAwait(false);
        await SendAsync(LoadScript.Drop(_key, lockTimeout, withDefaults), token).ConfigureAwait(false);
        await WaitForAsync(LoadStep.Prepared, token).ConfigureAwait(false);
    }

    /// <summary>Begins it and makes the schema that the dump fills.</summary>
    public async Task CreateSchemaAsync(string schema, CancellationToken token)
    {
        await SendAsync(LoadScript.Begin(_key), token).ConfigureAwait(false);
        await SendAsync(LoadScript.CreateSchema(_key, schema), token).ConfigureAwait(false);
        await WaitForAsync(LoadStep.Prepared, token).ConfigureAwait(false);
    }

    /// <summary>Sends a piece of the dump, whole statements.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> text, CancellationToken token)
    {
        try
        {
            await _load.SendAsync(text, token).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw await WhyAsync(exception, token).ConfigureAwait(false);
        }
    }

    /// <summary>The whole dump was sent: has what is there compared with what is expected.</summary>
    /// <param name="expected">What must be there.</param>
    /// <param name="loaded">Called when all was carried out, before the comparison.</param>
    /// <param name="token">Cancels.</param>
    public async Task VerifyAsync(LoadExpectation expected, Action loaded, CancellationToken token)
    {
        await SendAsync(LoadScript.Verify(_key, expected), token).ConfigureAwait(false);
        await WaitForAsync(LoadStep.Loaded, token).ConfigureAwait(false);
        loaded();
        await WaitForAsync(LoadStep.Verified, token).ConfigureAwait(false);
    }

    /// <summary>Gives owners and grants, after the comparison: what it counts is the role's own until then.</summary>
    /// <param name="send">Sends the statements.</param>
    /// <param name="keepGoing">Whether those that the server refuses are left out.</param>
    /// <param name="token">Cancels.</param>
    public async Task GiveAccessAsync(Func<CancellationToken, Task> send, bool keepGoing, CancellationToken token)
    {
        if (keepGoing)
        {
            await SendAsync(LoadScript.KeepGoing, token).ConfigureAwait(false);
        }

        await send(token).ConfigureAwait(false);
        await SendAsync(LoadScript.AccessGiven(_key), token).ConfigureAwait(false);
        await WaitForAsync(LoadStep.AccessGiven, token).ConfigureAwait(false);
    }

    /// <summary>Commits. From here on there is no way back, and no cancelling; the outcome is asked of the server, not taken from psql.</summary>
    /// <returns>What psql has said all the same, such as the server's refusals that did not count.</returns>
    public async Task<IReadOnlyList<string>> CommitAsync()
    {
        string words = "";
        BackupException? failure = null;
        try
        {
            await SendAsync(LoadScript.Commit, CancellationToken.None).ConfigureAwait(false);
            words = await _load.CompleteAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (BackupException exception)
        {
            failure = Translate(exception);
        }

        bool committed = await OutcomeAsync(failure).ConfigureAwait(false);
        _ended = true;
        if (!committed)
        {
            throw failure ?? new BackupException(
                BackupFailure.LoadFailed, string.Format(CultureInfo.CurrentCulture, Strings.LoadRolledBack, _database), subject: _database);
        }

        return words.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Ends psql and, unless it was committed, the transaction.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            // Ending psql alone would leave its session at work until it next looks at its connection, and its locks with it.
            await TryWatchAsync("SELECT pg_terminate_backend(pid) FROM (" + LoadScript.Watch(_key) + ") w").ConfigureAwait(false);
        }

        await _load.DisposeAsync().ConfigureAwait(false);
        long began = _time.GetTimestamp();
        while (!_ended && _time.GetElapsedTime(began) < s_outcomeWait && await TryWatchAsync(LoadScript.Watch(_key)).ConfigureAwait(false) is { Count: > 0 })
        {
            await Task.Delay(s_poll, _time, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private ValueTask SendAsync(string sql, CancellationToken token) => SendAsync(Encoding.UTF8.GetBytes(sql), token);

    private async Task WaitForAsync(LoadStep step, CancellationToken token)
    {
        while (true)
        {
            // An empty line means nothing to psql; it cannot be sent to one that has ended.
            await SendAsync("\n", token).ConfigureAwait(false);
            IReadOnlyList<IReadOnlyList<string?>> rows = await _watcher.QueryAsync(LoadScript.Watch(_key), token).ConfigureAwait(false);
            if (rows.Count > 0 && long.Parse(rows[0][0]!, CultureInfo.InvariantCulture) >= (long)step)
            {
                _number = rows[0][2];
                return;
            }

            await Task.Delay(s_poll, _time, token).ConfigureAwait(false);
        }
    }

    /// <summary>psql has ended; what it said tells why.</summary>
    private async Task<BackupException> WhyAsync(IOException exception, CancellationToken token)
    {
        try
        {
            await _load.CompleteAsync(token).ConfigureAwait(false);
        }
        catch (BackupException words)
        {
            return Translate(words);
        }

        return new BackupException(
            BackupFailure.LoadFailed, string.Format(CultureInfo.CurrentCulture, Strings.LoadRolledBack, _database), exception, _database);
    }

    private BackupException Translate(BackupException words)
    {
        (string Mark, BackupFailure Failure, string Format)[] checks =
        [
            (LoadScript.CheckMark, BackupFailure.VerificationFailed, Strings.VerificationFailed),
            (LoadScript.OthersMark, BackupFailure.InPlaceRefused, Strings.InPlaceRefused),
            (LoadScript.LockedMark, BackupFailure.TableLocked, Strings.LoadLocked),
        ];
        foreach ((string mark, BackupFailure failure, string format) in checks)
        {
            int at = words.Message.IndexOf(mark, StringComparison.Ordinal);
            if (at >= 0)
            {
                string text = words.Message[(at + mark.Length)..].Split('\n')[0];
                text = failure == BackupFailure.InPlaceRefused ? string.Format(CultureInfo.CurrentCulture, Strings.InPlaceInTheWay, text) : text;
                return new BackupException(failure, string.Format(CultureInfo.CurrentCulture, format, _database, text), words, _database);
            }
        }

        return words;
    }

    private async Task<bool> OutcomeAsync(BackupException? failure)
    {
        long began = _time.GetTimestamp();
        string question = $"SELECT pg_xact_status('{_number}'::xid8)";
        while (true)
        {
            BackupException? unknown = failure;
            try
            {
                IDatabaseSession session = await _server.ConnectAsync(_database, CancellationToken.None).ConfigureAwait(false);
                await using (session.ConfigureAwait(false))
                {
                    string? status = await ServerQuestions.ScalarAsync(session, question, CancellationToken.None).ConfigureAwait(false);
                    if (status is "committed" or "aborted")
                    {
                        return status == "committed";
                    }
                }
            }
            catch (BackupException exception)
            {
                // The server may be on its way up again.
                unknown = exception;
            }

            if (_time.GetElapsedTime(began) >= s_outcomeWait)
            {
                throw new BackupException(
                    BackupFailure.ServerUnreachable, string.Format(CultureInfo.CurrentCulture, Strings.LoadOutcomeUnknown, _database), unknown, _database);
            }

            await Task.Delay(s_poll, _time, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<IReadOnlyList<string?>>?> TryWatchAsync(string question)
    {
        try
        {
            return await _watcher.QueryAsync(question, CancellationToken.None).ConfigureAwait(false);
        }
        catch (BackupException)
        {
            // No server, no transaction.
            return null;
        }
    }
}
