using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Commands.Binding;
using HubChantier.Backup.Commands.Views;
using HubChantier.Backup.Operations;

namespace HubChantier.Backup.Commands;

/// <summary>Drops a database that a restore, or its undo, has kept.</summary>
[Cmdlet(VerbsCommon.Remove, "HubRestore", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
public sealed class RemoveHubRestoreCommand : ServerCommand
{
    private const string ByName = "Name";

    /// <summary>Restores, as Restore-HubBackup and Get-HubRestore give them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    [ValidateNotNull]
    public HubRestore[] InputObject { get; set; } = [];

    /// <summary>Names of kept databases.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByName)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>Seconds to wait for another run on the same database.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int LockTimeoutSeconds { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        KeptDatabases kept = new(Connection, DatabaseServer, Settings.MaintenanceDatabase);
        foreach (HubRestore restore in InputObject)
        {
            Remove(kept, restore);
        }

        foreach (string name in Name)
        {
            if (TryRun((_, token) => kept.FindAsync(name, token), out HubRestore? restore))
            {
                Remove(kept, restore!);
            }
        }
    }

    private void Remove(KeptDatabases kept, HubRestore restore)
    {
        if (!TryRun((_, token) => kept.WrittenSinceSafetyAsync(restore, token), out long? written))
        {
            return;
        }

        string title = string.Format(CultureInfo.CurrentCulture, Strings.DropKept, restore.KeptDatabase, restore.Server);
        string details = title + Environment.NewLine + string.Format(
            CultureInfo.CurrentCulture,
            written is null ? Strings.DropKeptUnknown : Strings.DropKeptWritten,
            Display.Count(written), restore.SafetyBackupName ?? "-", ByteSize.Text(restore.KeptSize));
        if (Agrees(() => Confirmation.Ask(this, title, details, isHigh: true)))
        {
            TryRun(
                (work, token) => kept.DropAsync(restore, TimeSpan.FromSeconds(LockTimeoutSeconds), work.Operation, token),
                out _,
                About(HubRunOperation.Drop, restore.KeptDatabase));
        }
    }
}
