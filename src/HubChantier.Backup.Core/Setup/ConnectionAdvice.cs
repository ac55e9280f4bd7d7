using System.Net.Sockets;
using System.Security.Authentication;
using HubChantier.Backup.Settings;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Setup;

/// <summary>What to do about a server that does not let us in, by the real reason.</summary>
internal static class ConnectionAdvice
{
    private static readonly SocketError[] s_unknownHost = [SocketError.HostNotFound, SocketError.NoData, SocketError.TryAgain, SocketError.NoRecovery];

    public static string Of(BackupException exception, SetupGround ground)
    {
        string server = ground.WhereIs("Server");
        string port = ground.WhereIs(nameof(BackupSettings.Port));
        string isReady = $"pg_isready -h {Shell.Quote(ground.Settings.Host)} -p {ground.Settings.Port}";
        string up = $"docker compose {string.Concat(ground.Settings.ComposeFiles.Select(file => $"-f {Shell.Quote(file)} "))}up -d {Shell.Quote(ground.Settings.ComposeService)}";
        return exception.Failure switch
        {
            BackupFailure.AuthenticationFailed => SetupFinding.Format(
                Strings.SetupPasswordAdvice, ground.WhereAre(nameof(BackupSettings.User), nameof(BackupSettings.Password)), $"\\password {ground.Role}"),
            BackupFailure.PermissionDenied => $"GRANT CONNECT ON DATABASE {SqlText.Identifier(ground.Settings.Database)} TO {ground.Role};",
            BackupFailure.ServiceNotRunning => up,
            BackupFailure.ServerUnreachable when ground.Settings.UsesCompose => up,
            BackupFailure.ServerUnreachable when IsTls(exception) => SetupFinding.Format(
                Strings.SetupTlsAdvice, ground.WhereIs(nameof(BackupSettings.SslMode)), ground.WhereIs(nameof(BackupSettings.SslRootCertificate))),
            BackupFailure.ServerUnreachable when Cause<SocketException>(exception) is { } socket && s_unknownHost.Contains(socket.SocketErrorCode)
                => SetupFinding.Format(Strings.SetupHostAdvice, server, $"getent hosts {Shell.Quote(ground.Settings.Host)}"),
            BackupFailure.ServerUnreachable when Cause<SocketException>(exception) is not null => SetupFinding.Format(Strings.SetupPortAdvice, server, port, isReady),
            BackupFailure.ServerUnreachable => isReady,
            _ => ground.Request.Advice(exception.Failure),
        };
    }

    /// <summary>A certificate that was refused, or a server that speaks no TLS, of which Npgsql has only words.</summary>
    private static bool IsTls(BackupException exception)
        => Cause<AuthenticationException>(exception) is not null || exception.Message.Contains("SSL", StringComparison.Ordinal);

    private static T? Cause<T>(Exception exception)
        where T : Exception
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is T found)
            {
                return found;
            }
        }

        return null;
    }
}
