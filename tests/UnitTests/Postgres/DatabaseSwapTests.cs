using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.UnitTests.Postgres;

/// <summary>The change-over when the connection goes at the worst moment, with sessions that answer as told. On a real server it is tested elsewhere.</summary>
public sealed class DatabaseSwapTests
{
    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_settled_by_the_names_that_are_there()
    {
        Server server = new() { FailsOn = "COMMIT", NamesAfter = ["live_before", "live"] };

        await RunAsync(server);

        Assert.DoesNotContain("ROLLBACK", server.Said);
    }

    [Fact]
    public async Task A_commit_that_did_not_happen_is_told_as_the_failure_it_was()
    {
        Server server = new() { FailsOn = "COMMIT", NamesAfter = ["live", "live_restore"] };

        BackupException failure = await Assert.ThrowsAsync<BackupException>(() => RunAsync(server));

        Assert.Equal(BackupFailure.ServerUnreachable, failure.Failure);
    }

    [Fact]
    public async Task A_commit_that_nobody_can_look_up_is_told_with_both_names()
    {
        Server server = new() { FailsOn = "COMMIT", NamesAfter = null };

        BackupException failure = await Assert.ThrowsAsync<BackupException>(() => RunAsync(server));

        Assert.Equal(BackupFailure.SwapUnknown, failure.Failure);
        Assert.Contains("live_before", failure.Message, StringComparison.Ordinal);
        Assert.Contains("live_restore", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RENAME TO \"live_before\"")]
    [InlineData("RENAME TO \"live\"")]
    public async Task What_fails_before_the_commit_is_rolled_back(string statement)
    {
        Server server = new() { FailsOn = statement };

        await Assert.ThrowsAsync<BackupException>(() => RunAsync(server));

        Assert.Contains("ROLLBACK", server.Said);
        Assert.DoesNotContain("COMMIT", server.Said);
    }

    [Fact]
    public async Task A_database_that_got_the_name_meanwhile_is_never_moved()
    {
        Server server = new() { NamesBefore = ["somebody's", "live"] };

        BackupException failure = await Assert.ThrowsAsync<BackupException>(() => RunAsync(server));

        Assert.Equal(BackupFailure.DatabaseChanged, failure.Failure);
        Assert.Contains("ROLLBACK", server.Said);
        Assert.DoesNotContain("COMMIT", server.Said);
    }

    [Fact]
    public async Task A_cancelled_run_is_rolled_back_and_a_commit_is_not_cancelled_any_more()
    {
        using CancellationTokenSource source = new();
        Server server = new() { Before = statement => Cancel(statement.StartsWith("COMMENT", StringComparison.Ordinal) || statement.Contains("COMMENT ON", StringComparison.Ordinal)) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(server, source.Token));

        Assert.Contains("ROLLBACK", server.Said);
        Assert.DoesNotContain("COMMIT", server.Said);

        void Cancel(bool now)
        {
            if (now)
            {
                source.Cancel();
            }
        }
    }

    private static Task<TimeSpan> RunAsync(Server server, CancellationToken token = default)
    {
        DatabaseSwap swap = new()
        {
            LiveOid = 1,
            LiveName = "live",
            AsideName = "live_before",
            AsideMark = new DatabaseMark { Role = DatabaseRole.Previous, Oid = 1, Run = Guid.NewGuid(), Of = "live", Since = DateTimeOffset.UnixEpoch },
            NewOid = 2,
            NewName = "live_restore",
        };
        return swap.RunAsync(server, new Session(server), TimeProvider.System, token);
    }

    /// <summary>A server that carries everything out, but for what a test says.</summary>
    private sealed class Server : IDatabaseServer
    {
        private bool _committing;

        public List<string> Said { get; } = [];

        public string? FailsOn { get; init; }

        public string?[]? NamesBefore { get; init; } = ["live_before", "live"];

        public string?[]? NamesAfter { get; init; } = ["live_before", "live"];

        public Action<string>? Before { get; init; }

        public Task<IDatabaseSession> ConnectAsync(string database, CancellationToken token) => Task.FromResult<IDatabaseSession>(new Session(this));

        public IReadOnlyList<IReadOnlyList<string?>> Answer(string sql, CancellationToken token)
        {
            lock (Said)
            {
                Said.Add(sql);
            }

            Before?.Invoke(sql);
            token.ThrowIfCancellationRequested();
            _committing |= sql == "COMMIT";
            if (FailsOn is not null && sql.Contains(FailsOn, StringComparison.Ordinal))
            {
                throw new BackupException(BackupFailure.ServerUnreachable, "gone");
            }

            if (sql.StartsWith("SELECT (SELECT datname", StringComparison.Ordinal))
            {
                return [(_committing ? NamesAfter : NamesBefore) ?? throw new BackupException(BackupFailure.ServerUnreachable, "gone")];
            }

            return sql.StartsWith("SELECT current_database", StringComparison.Ordinal) ? [["postgres", "4711"]] : [];
        }
    }

    private sealed class Session(Server server) : IDatabaseSession
    {
        public Task<IReadOnlyList<IReadOnlyList<string?>>> QueryAsync(string sql, CancellationToken token)
        {
            try
            {
                return Task.FromResult(server.Answer(sql, token));
            }
            catch (Exception exception) when (exception is BackupException or OperationCanceledException)
            {
                return Task.FromException<IReadOnlyList<IReadOnlyList<string?>>>(exception);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
