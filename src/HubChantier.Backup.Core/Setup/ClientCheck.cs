using HubChantier.Backup.Ports;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Setup;

/// <summary>The pg_dump and psql that would be taken for this server, in the container or on this machine.</summary>
internal sealed class ClientCheck() : SetupCheck(HubSetupCategory.Client, Id, ConnectionCheck.Id, nameof(BackupSettings.PgBinDirectory))
{
    public const string Id = "ClientPrograms";

    public override async Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token)
    {
        PostgresVersion server = PostgresVersion.Parse(ground.ServerInfo.Version)!.Value;
        IPostgresClient client;
        try
        {
            client = await ground.FindClient(server, token).ConfigureAwait(false);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.ClientProgramMissing && !ground.Settings.UsesCompose)
        {
            return SetupFinding.Failed(InstallAdvice.ForClient(server.Major), "{0}", exception.Message);
        }

        ground.Client = client;
        PostgresVersion dump = ((IDumpSource)client).Version;
        return dump.Major > server.Major
            ? SetupFinding.Warning(InstallAdvice.ForClient(server.Major), Strings.NewerDumpProgram, dump, server)
            : SetupFinding.Passed(Strings.SetupClient, dump, ((ISqlTarget)client).Version, server);
    }
}
