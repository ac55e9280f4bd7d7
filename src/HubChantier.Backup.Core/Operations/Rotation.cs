using System.Globalization;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Retention;

namespace HubChantier.Backup.Operations;

/// <summary>Applies a retention policy to a folder: the plan says what goes, and exactly that is removed.</summary>
public static class Rotation
{
    /// <summary>What would go now; says the plan's warnings.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.SettingInvalid"/> or <see cref="BackupFailure.FolderNotWritable"/>.</exception>
    public static RetentionPlan Plan(BackupFolder folder, RetentionPolicy policy, string database, string source, OperationContext context)
    {
        List<HubBackup> unreadable = [];
        IReadOnlyList<HubBackup> backups = folder.List(problem =>
        {
            context.Log.Warn(problem.Message);
            if (BackupFolder.ByNameOf(problem) is { } backup)
            {
                unreadable.Add(backup);
            }
        });
        RetentionPlan plan = RetentionPlanner.Plan(
            backups, unreadable, policy, database, source, context.Time.GetUtcNow(), context.Time.LocalTimeZone);
        foreach (string warning in plan.Warnings)
        {
            context.Log.Warn(warning);
        }

        return plan;
    }

    /// <summary>Removes one backup of a plan.</summary>
    /// <exception cref="BackupException">It stays; see <see cref="BackupRemoval.RunAsync"/>.</exception>
    public static async Task RemoveAsync(HubRetentionDecision decision, OperationContext context, CancellationToken token)
    {
        await BackupRemoval.RunAsync(decision.Backup, context.Time, token).ConfigureAwait(false);
        context.Log.Write(string.Format(CultureInfo.CurrentCulture, Strings.Removed, decision.Backup.Name, decision.Message));
    }

    /// <summary>Plans and removes.</summary>
    /// <returns>What could not be removed; the rest was.</returns>
    public static async Task<IReadOnlyList<BackupException>> RunAsync(
        BackupFolder folder, RetentionPolicy policy, string database, string source, OperationContext context, CancellationToken token)
    {
        List<BackupException> failures = [];
        foreach (HubRetentionDecision decision in Plan(folder, policy, database, source, context).Decisions)
        {
            if (decision.Action != HubRetentionAction.Remove)
            {
                continue;
            }

            try
            {
                await RemoveAsync(decision, context, token).ConfigureAwait(false);
            }
            catch (BackupException exception)
            {
                failures.Add(exception);
            }
        }

        return failures;
    }
}
