using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Commands.Binding;
using HubChantier.Backup.Commands.Views;

namespace HubChantier.Backup.Commands;

/// <summary>Removes backups with their manifests; never the last good one.</summary>
[Cmdlet(VerbsCommon.Remove, "HubBackup", SupportsShouldProcess = true, DefaultParameterSetName = BackupInputs.ByPath)]
public sealed class RemoveHubBackupCommand : BackupInputCommand
{
    private protected override void ProcessBackup(HubBackup backup)
    {
        string action = string.Format(CultureInfo.CurrentCulture, Strings.RemoveBackup, Display.Size(backup.Length), backup.Started.ToLocalTime());
        if (ShouldProcess(backup.FullName, action))
        {
            TryRun<object?>(
                async (work, token) =>
                {
                    await BackupRemoval.RunAsync(backup, work.Operation.Time, token);
                    return null;
                },
                out _);
        }
    }
}
