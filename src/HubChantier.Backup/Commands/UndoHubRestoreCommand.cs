using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Commands.Binding;
using HubChantier.Backup.Commands.Views;
using HubChantier.Backup.Operations;

namespace HubChantier.Backup.Commands;

/// <summary>Puts the database before a restore into service again; the restored one is kept, never dropped.</summary>
[Cmdlet(VerbsCommon.Undo, "HubRestore", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(HubRestore))]
public sealed class UndoHubRestoreCommand : ServerCommand
{
    private const string ByName = "Name";

    /// <summary>A restore, as Restore-HubBackup and Get-HubRestore give it.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    [ValidateNotNull]
    public HubRestore? InputObject { get; set; }

    /// <summary>Name of the previous database that comes back; else the one kept last.</summary>
    [Parameter(Position = 0, ParameterSetName = ByName)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Seconds to wait for another run on the same database.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int LockTimeoutSeconds { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // What is piped never chooses the database.
        if (InputObject is not null && InputObject.Database != Settings.Database)
        {
            WriteFailure(new BackupException(
                BackupFailure.WrongDatabase,
                string.Format(CultureInfo.CurrentCulture, Strings.RestoreOfAnother, InputObject.Database, Settings.Database),
                subject: InputObject));
            return;
        }

        UndoRequest request = new()
        {
            Database = Settings.Database,
            PreviousDatabase = InputObject is null ? Name : InputObject.PreviousDatabase,
            MaintenanceDatabase = Settings.MaintenanceDatabase,
            LockTimeout = TimeSpan.FromSeconds(LockTimeoutSeconds),
        };
        UndoOperation operation = new(Connection, DatabaseServer);
        if (TryRun((work, token) => operation.PlanAsync(request, work.Operation, token), out HubUndoPlan? plan)
            && Agrees(() => Confirmation.Ask(this, PlanText.Title(plan!), PlanText.Of(plan!), isHigh: true))
            && TryRun(
                (work, token) => operation.RunAsync(request, plan!, work.Operation, token),
                out HubRestore? restore,
                About(HubRunOperation.Undo, plan!.PreviousDatabase)))
        {
            WriteObject(restore);
        }
    }
}
