using System.Management.Automation;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Commands.Binding;
using HubChantier.Backup.Operations;

namespace HubChantier.Backup.Commands;

/// <summary>Pins backups, keeps them until a day, or says that an abnormal one is normal.</summary>
[Cmdlet(VerbsCommon.Set, "HubBackup", SupportsShouldProcess = true, DefaultParameterSetName = BackupInputs.ByPath)]
[OutputType(typeof(HubBackup))]
public sealed class SetHubBackupCommand : BackupInputCommand
{
    /// <summary>Looks into the bucket that the settings name, not into the folder.</summary>
    [Parameter(ParameterSetName = BackupInputs.ByName)]
    [Parameter(ParameterSetName = BackupInputs.ByLatest)]
    public SwitchParameter FromS3 { get; set; }

    private protected override bool LooksIntoBucket => FromS3;

    /// <summary>Retention never removes the backup.</summary>
    [Parameter]
    public SwitchParameter Pin { get; set; }

    /// <summary>Takes the pin away.</summary>
    [Parameter]
    public SwitchParameter Unpin { get; set; }

    /// <summary>Retention does not remove the backup before this time.</summary>
    [Parameter]
    public DateTimeOffset? KeepUntil { get; set; }

    /// <summary>What there is to say about the backup.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    /// <summary>The abnormal backup is how the database should be now: removal is no longer frozen, and later ones are measured by it.</summary>
    [Parameter]
    public SwitchParameter AcceptAsNormal { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Pin && Unpin)
        {
            Fail(new BackupException(BackupFailure.SettingInvalid, Strings.PinAndUnpin, subject: nameof(Pin)));
        }

        if (!Pin && !Unpin && KeepUntil is null && Reason is null && !AcceptAsNormal)
        {
            Fail(new BackupException(BackupFailure.SettingInvalid, Strings.NothingToSet));
        }
    }

    private protected override void ProcessBackup(HubBackup backup)
    {
        BackupChange change = new()
        {
            Pinned = Pin ? true : Unpin ? false : null,
            KeepUntil = KeepUntil,
            Reason = Reason,
            AcceptAsNormal = AcceptAsNormal,
        };
        if (ShouldProcess(backup.FullName, Strings.ChangeManifest)
            && TryRun((work, token) => ChangeAsync(backup, change, work, token), out HubBackup? changed, About(HubRunOperation.Change, backup)))
        {
            WriteObject(changed);
        }
    }

    private Task<HubBackup> ChangeAsync(HubBackup backup, BackupChange change, WorkContext work, CancellationToken token) => backup.Remote is null
        ? ManifestUpdate.ChangeAsync(backup, change, work.Operation.Time, token)
        : RemoteChange.RunAsync(Remote.StoreOf(backup), backup, change, token);
}
