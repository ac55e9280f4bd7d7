using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Setup;

/// <summary>A session in the live database, which the checks after it use.</summary>
internal sealed class ConnectionCheck() : SetupCheck(
    HubSetupCategory.Server,
    Id,
    EnvFileCheck.Setting,
    ComposeCheck.Id,
    nameof(BackupSettings.Database),
    nameof(BackupSettings.User),
    nameof(BackupSettings.Password),
    nameof(BackupSettings.PasswordFile),
    "Server",
    nameof(BackupSettings.Port),
    nameof(BackupSettings.SslMode),
    nameof(BackupSettings.SslRootCertificate),
    "ComposeFile",
    nameof(BackupSettings.ComposeService))
{
    public const string Id = "Connection";

    public override async Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token)
    {
        string database = ground.Settings.Database;
        try
        {
            ground.Session = await ground.Server.ConnectAsync(database, token).ConfigureAwait(false);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.DatabaseMissing)
        {
            return SetupFinding.Failed(
                await MissingDatabaseAdvice.OfAsync(ground, token).ConfigureAwait(false), "{0}", exception.Message);
        }
        catch (BackupException exception)
        {
            return SetupFinding.Failed(ConnectionAdvice.Of(exception, ground), "{0}", exception.Message);
        }

        IDatabaseSession session = ground.Session;
        ground.ServerInfo = await ServerQuestions.DescribeAsync(session, ground.Connection, token).ConfigureAwait(false);
        ground.DatabaseOid = (await ServerQuestions.DatabaseOidAsync(session, database, token).ConfigureAwait(false))!.Value;
        ground.DatabaseSize = await ServerQuestions.DatabaseSizeAsync(session, token).ConfigureAwait(false);
        return SetupFinding.Passed(Strings.SetupConnected, ground.ServerInfo.Version, ground.Connection, database, ground.Connection.User, ByteSize.Text(ground.DatabaseSize));
    }
}
