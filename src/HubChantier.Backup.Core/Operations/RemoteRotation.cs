using System.Globalization;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Retention;
using HubChantier.Backup.Transfer;

namespace HubChantier.Backup.Operations;

/// <summary>Applies a retention policy to the copies in a bucket: the plan says what goes, and exactly that is removed.</summary>
public sealed class RemoteRotation
{
    private readonly IObjectStore _store;
    private readonly string _prefix;

    /// <summary>Makes the rotation of the copies under a prefix; asks nothing yet.</summary>
    public RemoteRotation(IObjectStore store, string prefix)
    {
        _store = store;
        _prefix = prefix;
    }

    /// <summary>What would go now; says the plan's warnings.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.SettingInvalid"/>, or the failures that begin with S3.</exception>
    public async Task<RetentionPlan> PlanAsync(RetentionPolicy policy, string database, string source, OperationContext context, CancellationToken token)
    {
        List<HubBackup> unreadable = [];
        IReadOnlyList<HubBackup> backups = await new RemoteCatalogue(_store, _prefix).ListAsync(
            isWanted: static _ => true,
            (problem, backup) =>
            {
                context.Log.Warn(problem.Message);
                unreadable.Add(backup);
            },
            token).ConfigureAwait(false);
        RetentionPlan plan = RetentionPlanner.Plan(
            backups, unreadable, policy, database, source, context.Time.GetUtcNow(), context.Time.LocalTimeZone);
        foreach (string warning in plan.Warnings)
        {
            context.Log.Warn(warning);
        }

        List<HubRetentionDecision> decisions = [];
        foreach (HubRetentionDecision decision in plan.Decisions)
        {
            decisions.Add(decision.Action == HubRetentionAction.Remove ? await UnlessLockedAsync(decision, context, token).ConfigureAwait(false) : decision);
        }

        return new RetentionPlan { Decisions = decisions, IsFrozen = plan.IsFrozen, Warnings = plan.Warnings };
    }

    /// <summary>Removes one copy of a plan, and its mention in the local manifest.</summary>
    /// <exception cref="BackupException">It stays: <see cref="BackupFailure.S3AccessDenied"/>, <see cref="BackupFailure.S3Locked"/> or another that begins with S3.</exception>
    public async Task RemoveAsync(HubRetentionDecision decision, BackupFolder local, OperationContext context, CancellationToken token)
    {
        await RemoveCopyAsync(_store, decision.Backup, local, context, token).ConfigureAwait(false);
        context.Log.Write(string.Format(CultureInfo.CurrentCulture, Strings.Removed, decision.Backup.FullName, decision.Message));
    }

    /// <summary>Removes a copy, and its mention in the local manifest, if that is there.</summary>
    internal static async Task RemoveCopyAsync(IObjectStore store, HubBackup backup, BackupFolder local, OperationContext context, CancellationToken token)
    {
        await RemoteRemoval.RunAsync(store, backup, context.Time, token).ConfigureAwait(false);
        try
        {
            HubBackup present = BackupFolder.Open(Path.Combine(local.Path, backup.Name));
            if (present.Id == backup.Id && present.Copies.Any(copy => copy.IsAt(backup.Remote!)))
            {
                await ManifestUpdate.RemoveCopyAsync(present, backup.Remote!, context.Time, token).ConfigureAwait(false);
            }
        }
        catch (BackupException exception) when (exception.Failure is BackupFailure.BackupNotFound or BackupFailure.ManifestInvalid or BackupFailure.NotABackup)
        {
            // No local backup, or none that says anything of copies.
        }
    }

    /// <summary>The bucket has the last word, and -WhatIf must show it.</summary>
    private async Task<HubRetentionDecision> UnlessLockedAsync(HubRetentionDecision decision, OperationContext context, CancellationToken token)
    {
        DateTimeOffset? until = await RemoteRemoval.LockedUntilAsync(_store, decision.Backup.Remote!.Key, context.Time, token).ConfigureAwait(false);
        return until is null
            ? decision
            : new HubRetentionDecision
            {
                Backup = decision.Backup,
                Action = HubRetentionAction.Keep,
                Reason = HubRetentionReason.Locked,
                Message = string.Format(CultureInfo.CurrentCulture, Strings.RetentionLocked, until.Value.ToLocalTime()),
            };
    }
}
