using System.Globalization;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Postgres;

/// <summary>
/// Tells a client program by its environment where to connect (PostgreSQL's documentation, "libpq: Environment
/// Variables"). Nothing goes by its arguments: others can read them, and a database's name with '=' in it would be taken
/// for a connection string there.
/// </summary>
internal static class LibpqEnvironment
{
    /// <summary>PGOPTIONS: a role's or a database's own time-outs must not end a long dump or load.</summary>
    public const string NoTimeouts = "-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0";

    public static Dictionary<string, string> Of(ConnectionSettings connection, string database)
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal)
        {
            ["PGHOST"] = connection.Host,
            ["PGPORT"] = connection.Port.ToString(CultureInfo.InvariantCulture),
            ["PGUSER"] = connection.User,
            ["PGDATABASE"] = database,
            ["PGAPPNAME"] = connection.ApplicationName,
            ["PGOPTIONS"] = NoTimeouts,
            // Our errors quote the programs; they are sorted from their chatter by its English words.
            ["LC_ALL"] = "C",
        };
        AddIfSet("PGPASSWORD", connection.Password);
        AddIfSet("PGPASSFILE", connection.PasswordFile);
        AddIfSet("PGSSLMODE", connection.SslMode);
        AddIfSet("PGSSLROOTCERT", connection.SslRootCertificate);
        return environment;

        void AddIfSet(string name, string? value)
        {
            if (value is not null)
            {
                environment[name] = value;
            }
        }
    }
}
