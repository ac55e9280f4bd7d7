using HubChantier.Backup.Ports;
using Npgsql;

namespace HubChantier.Backup.Providers.Postgres;

/// <summary>One session over Npgsql.</summary>
internal sealed class NpgsqlSession : IDatabaseSession
{
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;
    private readonly ConnectionSettings _settings;

    public NpgsqlSession(NpgsqlDataSource source, NpgsqlConnection connection, ConnectionSettings settings)
    {
        _source = source;
        _connection = connection;
        _settings = settings;
    }

    public async Task<IReadOnlyList<IReadOnlyList<string?>>> QueryAsync(string sql, CancellationToken token)
    {
        try
        {
            NpgsqlCommand command = new(sql, _connection) { AllResultTypesAreUnknown = true };
            await using (command.ConfigureAwait(false))
            {
                NpgsqlDataReader reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    List<IReadOnlyList<string?>> rows = [];
                    do
                    {
                        if (reader.FieldCount > 0)
                        {
                            rows = await ReadRowsAsync(reader, token).ConfigureAwait(false);
                        }
                    }
                    while (await reader.NextResultAsync(token).ConfigureAwait(false));
                    return rows;
                }
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            throw PostgresErrors.Translate(exception, _settings, _connection.Database);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<List<IReadOnlyList<string?>>> ReadRowsAsync(NpgsqlDataReader reader, CancellationToken token)
    {
        List<IReadOnlyList<string?>> rows = [];
        while (await reader.ReadAsync(token).ConfigureAwait(false))
        {
            string?[] row = new string?[reader.FieldCount];
            for (int column = 0; column < row.Length; column++)
            {
                row[column] = reader.IsDBNull(column) ? null : reader.GetString(column);
            }

            rows.Add(row);
        }

        return rows;
    }
}
