using System.Management.Automation;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Commands.Binding;

namespace HubChantier.Backup.Commands;

/// <summary>Pins backups, keeps them until a day, or says that an abnormal one is normal.</summary>
[Cmdlet(VerbsCommon.Set, "HubBackup", SupportsShouldProcess = true, DefaultParameterSetName = BackupInputs.ByPath)]
[OutputType(typeof(HubBackup))]
public sealed class SetHubBackupCommand : BackupInputCommand
{
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
            && TryRun((work, token) => ManifestUpdate.ChangeAsync(backup, change, work.Operation.Time, token), out HubBackup? changed))
        {
            WriteObject(changed);
        }
    }
}
