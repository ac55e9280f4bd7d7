using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Setup;

/// <summary>Who else may look into the folder of the backups, or change it.</summary>
internal sealed class FolderModeCheck() : SetupCheck(HubSetupCategory.Folder, "FolderMode", EnvFileCheck.Setting, nameof(BackupSettings.BackupDirectory))
{
    public override Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token) => Task.FromResult(Look(ground));

    private static SetupFinding Look(SetupGround ground)
    {
        string folder = ground.Settings.BackupDirectory;
        if (!ground.Folder.Exists)
        {
            return SetupFinding.Skipped(Strings.SetupFolderNotThere, folder);
        }

        if (FileAccessRights.Mode(folder) is not { } mode)
        {
            return SetupFinding.Skipped(Strings.SetupNoModes);
        }

        string octal = FileAccessRights.Octal(mode);
        string advice = $"chmod 700 {Shell.Quote(folder)}";
        return FileAccessRights.OthersMayWrite(mode) ? SetupFinding.Failed(advice, Strings.SetupFolderOpen, folder, octal)
            : FileAccessRights.OthersMayRead(mode) ? SetupFinding.Warning(advice, Strings.SetupFolderReadable, folder, octal)
            : SetupFinding.Passed(Strings.SetupFolderMode, folder, octal);
    }
}
