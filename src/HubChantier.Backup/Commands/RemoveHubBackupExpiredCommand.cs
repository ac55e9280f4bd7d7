using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Commands.Views;
using HubChantier.Backup.Operations;
using HubChantier.Backup.Retention;

namespace HubChantier.Backup.Commands;

/// <summary>Removes the backups that no rule of the retention policy keeps, and says of each why it stays or goes.</summary>
[Cmdlet(VerbsCommon.Remove, "HubBackupExpired", SupportsShouldProcess = true)]
[OutputType(typeof(HubRetentionDecision))]
public sealed class RemoveHubBackupExpiredCommand : StoreCommand
{
    /// <summary>Days kept, counted back from the newest good backup; else BACKUP_RETENTION_DAYS, else 7.</summary>
    [Parameter]
    public int? RetentionDays { get; set; }

    /// <summary>Good backups kept however old they are; else BACKUP_MINIMUM_KEEP, else 3.</summary>
    [Parameter]
    public int? MinimumKeep { get; set; }

    /// <summary>Days of which the newest backup is kept.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int KeepDaily { get; set; }

    /// <summary>ISO weeks of which the newest backup is kept.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int KeepWeekly { get; set; }

    /// <summary>Months of which the newest backup is kept.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int KeepMonthly { get; set; }

    /// <summary>Years of which the newest backup is kept.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int KeepYearly { get; set; }

    /// <summary>Lets backups of another server than the newest one's age like all others.</summary>
    [Parameter]
    public SwitchParameter IncludeForeign { get; set; }

    /// <summary>Looks at the copies in the bucket that the settings name, which have days of their own: BACKUP_S3_RETENTION_DAYS.</summary>
    [Parameter]
    public SwitchParameter FromS3 { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RetentionPolicy policy = new()
        {
            RetentionDays = FromS3 ? Settings.S3RetentionDays : Settings.RetentionDays,
            MinimumKeep = Settings.MinimumKeep,
            KeepDaily = KeepDaily,
            KeepWeekly = KeepWeekly,
            KeepMonthly = KeepMonthly,
            KeepYearly = KeepYearly,
            IncludeForeign = IncludeForeign,
        };
        RetentionPlan plan = Run((work, token) => FromS3
            ? Copies.PlanAsync(policy, Settings.Database, Settings.Source, work.Operation, token)
            : Task.FromResult(Rotation.Plan(Folder, policy, Settings.Database, Settings.Source, work.Operation)));
        foreach (HubRetentionDecision decision in plan.Decisions)
        {
            if (decision.Action == HubRetentionAction.Keep || IsCarriedOut(decision))
            {
                WriteObject(decision);
            }
        }
    }

    private RemoteRotation Copies => new(Remote.Store, Remote.Prefix);

    /// <inheritdoc/>
    private protected override Dictionary<string, object?> SettingParameters()
    {
        Dictionary<string, object?> parameters = base.SettingParameters();
        parameters[nameof(RetentionDays)] = RetentionDays;
        parameters[nameof(MinimumKeep)] = MinimumKeep;
        return parameters;
    }

    /// <summary>Whether the backup is gone, or would be with -WhatIf: then the decision is what would be carried out.</summary>
    private bool IsCarriedOut(HubRetentionDecision decision)
    {
        string action = string.Format(CultureInfo.CurrentCulture, Strings.RemoveExpired, ByteSize.Text(decision.Backup.Length), decision.Message);
        if (!ShouldProcess(decision.Backup.FullName, action, caption: null, out ShouldProcessReason reason))
        {
            return reason == ShouldProcessReason.WhatIf;
        }

        return TryRun<object?>(
            async (work, token) =>
            {
                await (FromS3 ? Copies.RemoveAsync(decision, Folder, work.Operation, token) : Rotation.RemoveAsync(decision, work.Operation, token));
                return null;
            },
            out _,
            About(HubRunOperation.Removal, decision.Backup));
    }
}
