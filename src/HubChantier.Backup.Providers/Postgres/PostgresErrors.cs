using System.Globalization;
using System.Net.Sockets;
using HubChantier.Backup.Ports;
using Npgsql;

namespace HubChantier.Backup.Providers.Postgres;

/// <summary>Turns Npgsql's exceptions into failures that have a name.</summary>
internal static class PostgresErrors
{
    /// <summary>SQLSTATEs that say more than "failed"; PostgreSQL's documentation, appendix A.</summary>
    private static readonly Dictionary<string, BackupFailure> s_bySqlState = new(StringComparer.Ordinal)
    {
        [PostgresErrorCodes.InvalidPassword] = BackupFailure.AuthenticationFailed,
        [PostgresErrorCodes.InvalidAuthorizationSpecification] = BackupFailure.AuthenticationFailed,
        [PostgresErrorCodes.InvalidCatalogName] = BackupFailure.DatabaseMissing,
        [PostgresErrorCodes.InsufficientPrivilege] = BackupFailure.PermissionDenied,
        [PostgresErrorCodes.CannotConnectNow] = BackupFailure.ServerUnreachable,
        [PostgresErrorCodes.TooManyConnections] = BackupFailure.ServerUnreachable,
        [PostgresErrorCodes.AdminShutdown] = BackupFailure.ServerUnreachable,
        [PostgresErrorCodes.CrashShutdown] = BackupFailure.ServerUnreachable,
    };

    public static BackupException Translate(Exception exception, ConnectionSettings settings, string database)
    {
        BackupFailure failure = Classify(exception);
        string text = failure switch
        {
            BackupFailure.ServerUnreachable => Strings.ServerUnreachable,
            BackupFailure.AuthenticationFailed => Strings.AuthenticationFailed,
            BackupFailure.DatabaseMissing => Strings.DatabaseMissing,
            BackupFailure.PermissionDenied => Strings.PermissionDenied,
            _ => Strings.QueryFailed,
        };
        return new BackupException(
            failure,
            string.Format(CultureInfo.CurrentCulture, text, settings.Host, settings.Port, database, settings.User, Words(exception)),
            exception,
            database);
    }

    private static BackupFailure Classify(Exception exception) => exception switch
    {
        PostgresException server => s_bySqlState.GetValueOrDefault(server.SqlState, BackupFailure.QueryFailed),
        NpgsqlException { InnerException: SocketException or IOException or TimeoutException } => BackupFailure.ServerUnreachable,
        NpgsqlException { InnerException: System.Security.Authentication.AuthenticationException } => BackupFailure.ServerUnreachable,
        NpgsqlException npgsql when npgsql.Message.Contains("password", StringComparison.OrdinalIgnoreCase) => BackupFailure.AuthenticationFailed,
        NpgsqlException or TimeoutException or InvalidOperationException => BackupFailure.ServerUnreachable,
        _ => BackupFailure.QueryFailed,
    };

    /// <summary>What the server or the network said, without Npgsql's own wrapping.</summary>
    private static string Words(Exception exception) => exception switch
    {
        PostgresException server => $"{server.SqlState}: {server.MessageText}",
        { InnerException: { } inner } => inner.Message,
        _ => exception.Message,
    };
}
