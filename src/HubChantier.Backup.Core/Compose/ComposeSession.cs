using HubChantier.Backup.Ports;
using HubChantier.Backup.Processes;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Compose;

/// <summary>One session: a psql in the container that reads statements from its input as long as the session lives.</summary>
internal sealed class ComposeSession : IDatabaseSession
{
    /// <summary>Time for a psql to end by itself; then docker is ended, and psql ends when it sees the end of its input.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly ChildProcess _child;
    private readonly PsqlFormat _format;
    private readonly ComposeErrors _errors;
    private readonly Func<string, Task> _cancelOnServer;
    private string? _pid;

    private ComposeSession(ChildProcess child, PsqlFormat format, ComposeErrors errors, Func<string, Task> cancelOnServer)
    {
        _child = child;
        _format = format;
        _errors = errors;
        _cancelOnServer = cancelOnServer;
    }

    /// <summary>Opens a session.</summary>
    /// <param name="command">Starts psql.</param>
    /// <param name="connection">Whom it connects as.</param>
    /// <param name="errors">Names what goes wrong in this database.</param>
    /// <param name="database">The database.</param>
    /// <param name="token">Cancels.</param>
    public static async Task<ComposeSession> OpenAsync(
        ComposeCommand command, ConnectionSettings connection, ComposeErrors errors, string database, CancellationToken token)
    {
        PsqlFormat format = new();
        ChildProcess child = command.Start(database, connection.ApplicationName, ["psql", .. format.Arguments]);
        ComposeSession session = new(
            child, format, errors, pid => command.RunAsync(database, CancellationToken.None, "psql", "-qXAtc", $"SELECT pg_cancel_backend({pid})"));
        try
        {
            // Settings of the role or the database must not end our sessions, nor change what our questions mean.
            IReadOnlyList<IReadOnlyList<string?>> rows = await session.QueryAsync(
                "SET client_encoding = 'UTF8'; SET search_path = pg_catalog; SET row_security = off; SET standard_conforming_strings = on; "
                + "SELECT pg_backend_pid(), count(set_config(name, '0', false)) FROM pg_settings WHERE name IN ('idle_session_timeout', 'transaction_timeout')",
                token).ConfigureAwait(false);
            session._pid = rows[0][0];
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<IReadOnlyList<IReadOnlyList<string?>>> QueryAsync(string sql, CancellationToken token)
    {
        IReadOnlyList<IReadOnlyList<string?>> rows = [];
        foreach (string statement in SqlStatements.Split(sql))
        {
            token.ThrowIfCancellationRequested();
            PsqlAnswer answer = await AskAsync(statement, token).ConfigureAwait(false);
            rows = answer.IsGood ? answer.Rows ?? rows : throw _errors.OfAnswer(answer);
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await using (_child.ConfigureAwait(false))
        {
            try
            {
                _child.Input.Close();
                await _child.WaitAsync(CancellationToken.None).WaitAsync(s_patience).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or TimeoutException)
            {
                // It is gone already, or will be when docker is ended.
            }
        }
    }

    private async Task<PsqlAnswer> AskAsync(string statement, CancellationToken token)
    {
        Task<PsqlAnswer?> asking = ExchangeAsync(statement);
        PsqlAnswer? answer;
        try
        {
            answer = await asking.WaitAsync(token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await CancelAsync(asking).ConfigureAwait(false);
            throw;
        }

        return answer ?? throw _errors.OfEnd(await _child.WaitAsync(token).ConfigureAwait(false));
    }

    /// <summary>The answer; null if psql has ended instead of giving one.</summary>
    private async Task<PsqlAnswer?> ExchangeAsync(string statement)
    {
        const int PieceLength = 16 * 1024;
        try
        {
            await _child.Input.WriteAsync(_format.Question(statement)).ConfigureAwait(false);
            await _child.Input.FlushAsync().ConfigureAwait(false);
            byte[] piece = new byte[PieceLength];
            using MemoryStream output = new();
            int length;
            while ((length = await _child.Output.ReadAsync(piece).ConfigureAwait(false)) > 0)
            {
                output.Write(piece, 0, length);
                ReadOnlySpan<byte> whole = output.GetBuffer().AsSpan(0, (int)output.Length);
                if (_format.IsWhole(whole))
                {
                    return _format.Read(whole);
                }
            }

            return null;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // psql has ended before it read the question; its exit code says why.
            return null;
        }
    }

    /// <summary>Has the server give up the statement, so that the session can go on: its owner may want to roll back, or to clean up.</summary>
    private async Task CancelAsync(Task asking)
    {
        try
        {
            if (_pid is not null)
            {
                await _cancelOnServer(_pid).WaitAsync(s_patience).ConfigureAwait(false);
                await asking.WaitAsync(s_patience).ConfigureAwait(false);
                return;
            }
        }
        catch (Exception exception) when (exception is TimeoutException or BackupException)
        {
            // Nobody hears us: end it from here.
        }

        _child.Kill();
        await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
