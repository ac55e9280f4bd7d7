using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Commands.Binding;

namespace HubChantier.Backup.Commands;

/// <summary>Compares backups by their manifests: each with the one before it, or with one that is given.</summary>
[Cmdlet(VerbsData.Compare, "HubBackup", DefaultParameterSetName = BackupInputs.ByPath)]
[OutputType(typeof(HubBackupComparison))]
public sealed class CompareHubBackupCommand : BackupInputCommand
{
    private readonly Lazy<IReadOnlyList<HubBackup>> _known;

    /// <summary>Makes the cmdlet.</summary>
    public CompareHubBackupCommand() => _known = new Lazy<IReadOnlyList<HubBackup>>(() => Folder.List(unreadable: static _ => { }));

    /// <summary>The backup to compare with; without it the one before, of the same database and source in the folder.</summary>
    [Parameter]
    [ValidateNotNull]
    public HubBackup? ReferenceObject { get; set; }

    /// <summary>Looks into the bucket that the settings name, not into the folder.</summary>
    [Parameter(ParameterSetName = BackupInputs.ByName)]
    [Parameter(ParameterSetName = BackupInputs.ByLatest)]
    public SwitchParameter FromS3 { get; set; }

    private protected override bool LooksIntoBucket => FromS3;

    private protected override void ProcessBackup(HubBackup backup)
    {
        HubBackup? reference = ReferenceObject ?? Before(backup);
        if (reference is null)
        {
            WriteWarning(string.Format(CultureInfo.CurrentCulture, Strings.NothingBefore, backup.Name, Folder.Path));
            return;
        }

        try
        {
            WriteObject(HubBackupComparison.Of(reference, backup));
        }
        catch (BackupException exception)
        {
            WriteFailure(exception);
        }
    }

    private HubBackup? Before(HubBackup backup) => _known.Value.LastOrDefault(other =>
        other.State == HubBackupState.Complete && other.Kind != HubBackupKind.Safety && other.Id != backup.Id
        && other.Started < backup.Started && other.IsOf(backup.Database, backup.Source));
}
