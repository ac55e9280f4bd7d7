using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Operations;

namespace HubChantier.Backup.Commands;

/// <summary>Makes one backup of the database.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "HubBackup", SupportsShouldProcess = true)]
[OutputType(typeof(HubBackup))]
public sealed class InvokeHubBackupCommand : ServerCommand
{
    /// <summary>Why the backup is made: by a schedule or by hand.</summary>
    [Parameter]
    [ValidateSet(nameof(HubBackupKind.Manual), nameof(HubBackupKind.Scheduled))]
    public HubBackupKind Kind { get; set; } = HubBackupKind.Manual;

    /// <summary>What there is to say about this backup; kept in its manifest.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string target = string.Format(CultureInfo.CurrentCulture, Strings.DatabaseOnServer, Settings.Database, Connection);
        if (!ShouldProcess(target, string.Format(CultureInfo.CurrentCulture, Strings.BackUpInto, Settings.BackupDirectory)))
        {
            return;
        }

        BackupRequest request = new()
        {
            Database = Settings.Database,
            Source = Settings.Source,
            Kind = Kind,
            Reason = Reason,
            Folder = Settings.BackupDirectory,
        };
        BackupOperation operation = new(Connection, DatabaseServer, async (version, token) => await ClientAsync(version, token));
        WriteObject(Run((work, token) => operation.RunAsync(request, work.Operation, token)));
    }
}
