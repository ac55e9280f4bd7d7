using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Health;

namespace HubChantier.Backup.Commands;

/// <summary>Says whether all is well now: the last good backup, failures, the last drill, the disk, what is left half done.</summary>
[Cmdlet(VerbsCommon.Get, "HubBackupHealth")]
[OutputType(typeof(HubHealth))]
[OutputType(typeof(bool))]
public sealed class GetHubBackupHealthCommand : HealthCommand
{
    private static readonly HealthLimits s_defaults = new();

    /// <summary>Hours that the last good backup may be old; older is critical.</summary>
    [Parameter]
    [ValidateRange(1, 87_600)]
    public int BackupAgeHours { get; set; } = s_defaults.BackupAgeHours;

    /// <summary>Hours that the last good backup with a copy in the configured bucket may be old; older is a warning.</summary>
    [Parameter]
    [ValidateRange(1, 87_600)]
    public int CopyAgeHours { get; set; } = s_defaults.CopyAgeHours;

    /// <summary>Days that the last drill may be ago; longer is a warning. 0: another machine drills.</summary>
    [Parameter]
    [ValidateRange(0, 3650)]
    public int DrillAgeDays { get; set; } = s_defaults.DrillAgeDays;

    /// <summary>Percent of the disk that should be free; less is a warning.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int FreePercent { get; set; } = s_defaults.FreePercent;

    /// <summary>Days until the disk is full, at the present growth, from which on it is a warning.</summary>
    [Parameter]
    [ValidateRange(0, 3650)]
    public int DiskFullDays { get; set; } = s_defaults.DaysUntilFull;

    /// <summary>Days that a failed run other than a backup's is told.</summary>
    [Parameter]
    [ValidateRange(0, 3650)]
    public int FailureDays { get; set; } = s_defaults.FailureDays;

    /// <summary>Looks into the bucket, too: else the manifests in the folder tell of the copies.</summary>
    [Parameter]
    public SwitchParameter FromS3 { get; set; }

    /// <summary>Asks the server nothing: whether a restore was left half done stays unknown.</summary>
    [Parameter]
    public SwitchParameter SkipServer { get; set; }

    /// <summary>Gives a Boolean: whether there is nothing to be done, not even a warning.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        HealthLimits limits = new()
        {
            BackupAgeHours = BackupAgeHours,
            CopyAgeHours = CopyAgeHours,
            DrillAgeDays = DrillAgeDays,
            FreePercent = FreePercent,
            DaysUntilFull = DiskFullDays,
            FailureDays = FailureDays,
        };
        HubHealth health = CheckHealth(limits, asksServer: !SkipServer, FromS3);
        WriteObject(Quiet ? health.Status == HubHealthStatus.Healthy : health);
    }
}
