using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Commands.Binding;
using HubChantier.Backup.Operations;

namespace HubChantier.Backup.Commands;

/// <summary>Shows what a restore would do, with the same parameters; changes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "HubRestorePlan", DefaultParameterSetName = BackupInputs.ByPath)]
[OutputType(typeof(HubRestorePlan))]
public sealed class GetHubRestorePlanCommand : RestoreInputCommand
{
    private protected override void Process(RestoreOperation operation, HubBackup backup)
        => WriteObject(Run((work, token) => operation.PlanAsync(Request(backup), Reading(work), token)));
}
