using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Setup;

/// <summary>Whose the folder of the backups is: backups of one user are closed to another, who would neither list nor rotate them.</summary>
internal sealed class FolderOwnerCheck() : SetupCheck(HubSetupCategory.Folder, "FolderOwner", EnvFileCheck.Setting, nameof(BackupSettings.BackupDirectory))
{
    public override Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token)
    {
        string folder = ground.Settings.BackupDirectory;
        return Task.FromResult(!ground.Folder.Exists
            ? SetupFinding.Skipped(Strings.SetupFolderNotThere, folder)
            : FileAccessRights.StrangeOwner(folder) is { } owner
                ? SetupFinding.Warning(
                    $"{Shell.Sudo}chown -R {Shell.Quote(Environment.UserName)} {Shell.Quote(folder)}", Strings.SetupFolderOwner, folder, owner, Environment.UserName)
                : SetupFinding.Passed(Strings.SetupFolderOwn, folder, Environment.UserName));
    }
}
