using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.Compose;

/// <summary>
/// Tells a client program in the container whom to connect as. Where the server is, the container knows: its own PGHOST if its
/// image sets one, else its local socket.
/// </summary>
internal static class ContainerEnvironment
{
    /// <summary>Bytes that PostgreSQL keeps of an application_name.</summary>
    private const int MaximumName = 63;
    private const int MarkDigits = 8;

    public static Dictionary<string, string> Of(ConnectionSettings connection, string database, string applicationName)
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal)
        {
            ["PGUSER"] = connection.User,
            ["PGDATABASE"] = database,
            ["PGAPPNAME"] = applicationName,
            ["PGOPTIONS"] = LibpqEnvironment.NoTimeouts,
            ["LC_ALL"] = "C",
        };
        if (connection.Password is not null)
        {
            environment["PGPASSWORD"] = connection.Password;
        }

        return environment;
    }

    /// <summary>The run's name with a mark of one program's own: by it that program's session is found and ended, and no other.</summary>
    public static string NameOfOne(ConnectionSettings connection)
    {
        string name = connection.ApplicationName;
        string mark = " " + Guid.NewGuid().ToString("N")[..MarkDigits];
        return name[..Math.Min(name.Length, MaximumName - mark.Length)] + mark;
    }
}
