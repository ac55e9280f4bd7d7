using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Setup;

/// <summary>The env file: there, readable, an env file, and not everybody's to read.</summary>
internal sealed class EnvFileCheck() : SetupCheck(HubSetupCategory.Settings, Setting)
{
    public const string Setting = nameof(BackupSettings.EnvFile);

    public override Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token) => Task.FromResult(Look(ground));

    private static SetupFinding Look(SetupGround ground)
    {
        if (ground.Request.Survey.Problems.TryGetValue(Setting, out BackupException? problem))
        {
            return new SetupFinding(HubSetupStatus.Failed, problem.Message, Strings.SetupEnvFileAdvice);
        }

        if (ground.Settings.EnvFile is not { } path)
        {
            return SetupFinding.Passed(Strings.SetupNoEnvFile);
        }

        return FileAccessRights.Mode(path) is { } mode && FileAccessRights.EverybodyMayRead(mode)
            ? SetupFinding.Warning($"chmod 600 {Shell.Quote(path)}", Strings.SetupEnvFileOpen, path, FileAccessRights.Octal(mode))
            : SetupFinding.Passed(Strings.SetupEnvFileRead, path);
    }
}
