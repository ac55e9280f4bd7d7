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
        NpgsqlConnection? connection = null;
        try
        {
            connection = new NpgsqlConnection(ConnectionString(database));
            await connection.OpenAsync(token).ConfigureAwait(false);
            NpgsqlSession session = new(connection, _connection);
            // Settings of the role or the database must not end our sessions, nor change what our questions mean.
            await session.QueryAsync(
                "SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0; "
                + "SET search_path = pg_catalog; SET row_security = off; SET standard_conforming_strings = on", token).ConfigureAwait(false);
            connection = null;
            return session;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or ArgumentException)
        {
            throw PostgresErrors.Translate(exception, _connection, database);
        }
        finally
        {
            // Still here: no session owns it.
            if (connection is not null)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private string ConnectionString(string database)
    {
        NpgsqlConnectionStringBuilder builder = new()
        {
            Host = _connection.Host,
            Port = _connection.Port,
            Database = database,
            Username = _connection.User,
            Password = _connection.Password,
            ApplicationName = _connection.ApplicationName,
            Timeout = ConnectTimeoutSeconds,
            CommandTimeout = 0,
            // A session of ours must end when we say so: a pooled one would hold locks and block a rename.
            Pooling = false,
            // Text is compared with the text of a dump.
            ClientEncoding = "UTF8",
        };
        if (_connection.PasswordFile is not null)
        {
            builder.Passfile = _connection.PasswordFile;
        }

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
