using HubChantier.Backup.Compose;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Setup;

/// <summary>Docker and its compose, where the server is reached through them. Whether the container runs shows at the connection.</summary>
internal sealed class ComposeCheck() : SetupCheck(HubSetupCategory.Server, Id, EnvFileCheck.Setting, "ComposeFile", nameof(BackupSettings.ComposeService))
{
    public const string Id = "Compose";

    public override async Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token)
    {
        string files = string.Join(", ", ground.Settings.ComposeFiles);
        try
        {
            string version = await ComposeServer.ComposeVersionAsync(token).ConfigureAwait(false);
            return SetupFinding.Passed(Strings.SetupCompose, version, ground.Settings.ComposeService, files);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.ClientProgramMissing)
        {
            return SetupFinding.Failed(InstallAdvice.ForCompose(), "{0}", exception.Message);
        }
    }
}
