using HubChantier.Backup.Ports;

namespace HubChantier.Backup.OperationTests.Support;

/// <summary>A pooler as PgBouncer with pool_mode = transaction: who is in no transaction has no session of their own, and the one that was used last is used next.</summary>
public sealed class PoolingServer(IDatabaseServer server) : IDatabaseServer, IAsyncDisposable
{
    private readonly Dictionary<string, Stack<IDatabaseSession>> _idle = [];

    public Task<IDatabaseSession> ConnectAsync(string database, CancellationToken token) => Task.FromResult<IDatabaseSession>(new Client(this, database));

    public async ValueTask DisposeAsync()
    {
        foreach (IDatabaseSession session in _idle.Values.SelectMany(sessions => sessions))
        {
            await session.DisposeAsync();
        }
    }

    private async Task<IDatabaseSession> TakeAsync(string database, CancellationToken token)
        => _idle.TryGetValue(database, out Stack<IDatabaseSession>? idle) && idle.TryPop(out IDatabaseSession? session) ? session : await server.ConnectAsync(database, token);

    private void Give(string database, IDatabaseSession session)
    {
        _idle.TryAdd(database, []);
        _idle[database].Push(session);
    }

    private sealed class Client(PoolingServer pool, string database) : IDatabaseSession
    {
        private IDatabaseSession? _held;

        public async Task<IReadOnlyList<IReadOnlyList<string?>>> QueryAsync(string sql, CancellationToken token)
        {
            IDatabaseSession session = _held ?? await pool.TakeAsync(database, token);
            try
            {
                return await session.QueryAsync(sql, token);
            }
            finally
            {
                _held = sql == "BEGIN" || (_held is not null && sql != "ROLLBACK") ? session : null;
                if (_held is null)
                {
                    pool.Give(database, session);
                }
            }
        }

        public ValueTask DisposeAsync()
        {
            if (_held is not null)
            {
                pool.Give(database, _held);
            }

            return ValueTask.CompletedTask;
        }
    }
}
