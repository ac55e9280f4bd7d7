using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Commands.Binding;
using HubChantier.Backup.Commands.Views;
using HubChantier.Backup.Operations;

namespace HubChantier.Backup.Commands;

/// <summary>Brings backups back from a bucket into the backup folder, each under its name only when it is proven.</summary>
[Cmdlet(VerbsCommunications.Receive, "HubBackupFromS3", SupportsShouldProcess = true, DefaultParameterSetName = BackupInputs.ByName)]
[OutputType(typeof(HubBackup))]
public sealed class ReceiveHubBackupFromS3Command : StoreCommand
{
    /// <summary>Backups, as Get-HubBackup -FromS3 gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = BackupInputs.ByObject)]
    [ValidateNotNull]
    public HubBackup[] InputObject { get; set; } = [];

    /// <summary>Names of data files; wildcards are matched.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = BackupInputs.ByName)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>The newest backup of the configured database that is complete.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BackupInputs.ByLatest)]
    public SwitchParameter Latest { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        BackupInputs inputs = new(ParameterSetName)
        {
            Objects = InputObject,
            LiteralPaths = [],
            Paths = [],
            Names = Name,
            Catalogue = Catalogue,
            Remote = () => Run((work, token) => RemoteListing.ReadAsync(Remote, Catalogue, Name, work, token)),
            Place = () => Remote.Url,
        };
        BackupInputs.Find(this, inputs, Receive, WriteFailure);
    }

    private void Receive(HubBackup backup)
    {
        if (backup.Remote is null)
        {
            WriteFailure(new BackupException(BackupFailure.SettingInvalid, string.Format(CultureInfo.CurrentCulture, Strings.NotRemote, backup.FullName), subject: backup));
            return;
        }

        string action = string.Format(CultureInfo.CurrentCulture, Strings.ReceiveInto, Folder.Path, ByteSize.Text(backup.Length));
        if (ShouldProcess(backup.FullName, action)
            && TryRun(
                (work, token) => ReceiveOperation.RunAsync(Remote.StoreOf(backup), backup, Folder, work.Operation, token),
                out HubBackup? received,
                About(HubRunOperation.Download, backup)))
        {
            WriteObject(received);
        }
    }
}
