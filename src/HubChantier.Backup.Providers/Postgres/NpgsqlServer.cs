using HubChantier.Backup.Ports;
using Npgsql;

namespace HubChantier.Backup.Providers.Postgres;

/// <summary>A server asked over PostgreSQL's own protocol by Npgsql.</summary>
internal sealed class NpgsqlServer : IDatabaseServer
{
    /// <summary>Seconds to wait for an answer to the connection's first packet.</summary>
    private const int ConnectTimeoutSeconds = 15;

    private readonly ConnectionSettings _connection;

    public NpgsqlServer(ConnectionSettings connection) => _connection = connection;

    public async Task<IDatabaseSession> ConnectAsync(string database, CancellationToken token)
    {
        NpgsqlDataSource? source = null;
        NpgsqlConnection? connection = null;
        try
        {
            source = Source(database);
            connection = source.CreateConnection();
            await connection.OpenAsync(token).ConfigureAwait(false);
            NpgsqlSession session = new(source, connection, _connection);
            // Settings of the role or the database must not end our sessions, nor change what our questions mean.
            await session.QueryAsync(
                "SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0; "
                + "SET search_path = pg_catalog; SET row_security = off; SET standard_conforming_strings = on", token).ConfigureAwait(false);
            source = null;
            connection = null;
            return session;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or ArgumentException)
        {
            throw PostgresErrors.Translate(exception, _connection, database);
        }
        finally
        {
            // Still here: no session owns them.
            if (connection is not null)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }

            if (source is not null)
            {
                await source.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private NpgsqlDataSource Source(string database)
    {
        NpgsqlDataSourceBuilder builder = new(ConnectionString(database));
        // Always given, if only as empty: else Npgsql takes the process's PGPASSWORD, which may be another user's.
        string password = _connection.Password
            ?? PasswordFile.Find(_connection.PasswordFile, _connection.Host, _connection.Port, database, _connection.User)
            ?? "";
        builder.UsePasswordProvider(_ => password, (_, _) => ValueTask.FromResult(password));
        return builder.Build();
    }

    private string ConnectionString(string database)
    {
        NpgsqlConnectionStringBuilder builder = new()
        {
            Host = _connection.Host,
            Port = _connection.Port,
            Database = database,
            Username = _connection.User,
            ApplicationName = _connection.ApplicationName,
            Timeout = ConnectTimeoutSeconds,
            CommandTimeout = 0,
            // A session of ours must end when we say so: a pooled one would hold locks and block a rename.
            Pooling = false,
            // Text is compared with the text of a dump.
            ClientEncoding = "UTF8",
            // What is not set here Npgsql takes from the process's PGOPTIONS and PGTZ, which pg_dump does not get.
            Options = "-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0",
            Timezone = "UTC",
        };
        if (_connection.SslMode is not null)
        {
            builder.SslMode = Enum.Parse<SslMode>(_connection.SslMode.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
        }

        // libpq's word for the system's own certificates, which is what Npgsql takes by itself.
        if (_connection.SslRootCertificate is not (null or "system"))
        {
            builder.RootCertificate = _connection.SslRootCertificate;
        }

        return builder.ConnectionString;
    }
}
