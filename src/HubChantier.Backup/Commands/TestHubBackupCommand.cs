using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Commands.Binding;
using HubChantier.Backup.Operations;

namespace HubChantier.Backup.Commands;

/// <summary>Proves that backups are good by reading them whole.</summary>
[Cmdlet(VerbsDiagnostic.Test, "HubBackup", DefaultParameterSetName = BackupInputs.ByPath)]
[OutputType(typeof(HubBackupTest))]
public sealed class TestHubBackupCommand : BackupInputCommand
{
    private protected override void ProcessBackup(HubBackup backup)
    {
        if (TryRun((work, token) => TestOperation.RunAsync(backup, work.Operation, token), out HubBackupTest? test))
        {
            WriteObject(test);
        }
    }
}
