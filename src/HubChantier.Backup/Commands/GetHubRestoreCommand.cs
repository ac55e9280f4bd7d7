using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Operations;

namespace HubChantier.Backup.Commands;

/// <summary>Lists past restores whose previous database, or undone one, is still kept on the server.</summary>
[Cmdlet(VerbsCommon.Get, "HubRestore")]
[OutputType(typeof(HubRestore))]
public sealed class GetHubRestoreCommand : ServerCommand
{
    /// <summary>Restores of every database on the server.</summary>
    [Parameter]
    public SwitchParameter AllDatabases { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        KeptDatabases kept = new(Connection, DatabaseServer, Settings.MaintenanceDatabase);
        WriteObject(Run((_, token) => kept.ListAsync(AllDatabases ? null : Settings.Database, token)), enumerateCollection: true);
    }
}
