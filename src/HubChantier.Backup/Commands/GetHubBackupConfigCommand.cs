using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;

namespace HubChantier.Backup.Commands;

/// <summary>Shows every setting, its value and where it comes from; secrets are masked.</summary>
[Cmdlet(VerbsCommon.Get, "HubBackupConfig")]
[OutputType(typeof(HubSetting))]
public sealed class GetHubBackupConfigCommand : ServerCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        WriteObject(Settings.All, enumerateCollection: true);
        if (Settings.NotifierProblem is { } problem)
        {
            WriteFailure(problem);
        }
    }
}
