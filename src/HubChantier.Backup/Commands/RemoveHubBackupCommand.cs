using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Commands.Binding;
using HubChantier.Backup.Commands.Views;
using HubChantier.Backup.Operations;

namespace HubChantier.Backup.Commands;

/// <summary>Removes backups with their manifests; never the last good one.</summary>
[Cmdlet(VerbsCommon.Remove, "HubBackup", SupportsShouldProcess = true, DefaultParameterSetName = BackupInputs.ByPath)]
public sealed class RemoveHubBackupCommand : BackupInputCommand
{
    /// <summary>Looks into the bucket that the settings name, not into the folder.</summary>
    [Parameter(ParameterSetName = BackupInputs.ByName)]
    [Parameter(ParameterSetName = BackupInputs.ByLatest)]
    public SwitchParameter FromS3 { get; set; }

    private protected override bool LooksIntoBucket => FromS3;

    private protected override void ProcessBackup(HubBackup backup)
    {
        string action = string.Format(CultureInfo.CurrentCulture, Strings.RemoveBackup, ByteSize.Text(backup.Length), backup.Started.ToLocalTime());
        if (ShouldProcess(backup.FullName, action))
        {
            TryRun<object?>(
                async (work, token) =>
                {
                    await (backup.Remote is null
                        ? BackupRemoval.RunAsync(backup, work.Operation.Time, token)
                        : RemoteRemovalOperation.RunAsync(Remote.StoreOf(backup), Remote.Prefix, backup, Folder, work.Operation, token));
                    return null;
                },
                out _,
                About(HubRunOperation.Removal, backup));
        }
    }
}
