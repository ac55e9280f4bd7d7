using System.Globalization;

namespace HubChantier.Backup.Retention;

/// <summary>
/// Decides which backups go (about_HubBackup_Retention). A pure function of the backups' manifests, the policy and the time given; no
/// file's time is looked at.
/// </summary>
public static class RetentionPlanner
{
    /// <summary>Plans retention for one database and source.</summary>
    /// <param name="backups">All backups of a place; another database's or source's get no decision.</param>
    /// <param name="unreadable">Backups whose manifests cannot be read, as far as their names tell; they get no decision.</param>
    /// <param name="policy">How much is kept.</param>
    /// <param name="database">The database.</param>
    /// <param name="source">The source's name.</param>
    /// <param name="now">The time: it tells what is in the future and what is kept until later, and, where there is no good
    /// backup, it ages safety backups.</param>
    /// <param name="zone">Where days, weeks, months and years begin.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.SettingInvalid"/>: a number of the policy is negative.</exception>
    public static RetentionPlan Plan(
        IReadOnlyList<HubBackup> backups,
        IReadOnlyList<HubBackup> unreadable,
        RetentionPolicy policy,
        string database,
        string source,
        DateTimeOffset now,
        TimeZoneInfo zone)
    {
        policy.Validate();
        RetentionHistory history = new(backups, policy, database, source, now);
        RetentionRules rules = new(history, policy, now, zone);
        RetentionTexts texts = new(history, policy, rules.EnoughGood, zone);
        HubBackup[] unknown =
        [
            .. unreadable.Where(backup => backup.IsOf(database, source) && history.MayBeNeeded(backup, rules.EnoughGood)).OrderByDescending(backup => backup.Started),
        ];
        List<string> warnings = [.. Freezes(history, unknown, policy, texts)];
        bool isFrozen = warnings.Count > 0;
        HubBackup[] foreign = [.. history.Ours.Where(history.IsForeign)];
        if (foreign.Length > 0)
        {
            warnings.Add(string.Format(CultureInfo.CurrentCulture, Strings.RetentionForeignWarning, foreign.Length, foreign[0].Name));
        }

        return new RetentionPlan
        {
            Decisions = [.. history.Ours.Reverse().Select(backup => Decide(backup, rules.ReasonFor(backup), isFrozen, texts))],
            IsFrozen = isFrozen,
            Warnings = warnings,
        };
    }

    /// <summary>A sentence for each thing that stops all removal.</summary>
    private static IEnumerable<string> Freezes(
        RetentionHistory history, HubBackup[] unknown, RetentionPolicy policy, RetentionTexts texts)
    {
        if (unknown.Length > 0)
        {
            yield return string.Format(CultureInfo.CurrentCulture, Strings.RetentionFrozenUnreadable, unknown[0].ManifestPath, unknown.Length);
        }

        HubBackup[] inFuture = [.. history.Ours.Where(history.IsInFuture)];
        if (inFuture.Length > 0)
        {
            yield return string.Format(
                CultureInfo.CurrentCulture, Strings.RetentionFrozenFuture, inFuture[0].Name, texts.Local(inFuture[0].Started), inFuture.Length);
        }

        // The newest alone is named: the nights after it are abnormal for the same reason.
        HubBackup? abnormal = history.Ours.FirstOrDefault(backup => backup.Abnormal is { Accepted: false });
        if (abnormal is not null && (history.Anchor is null || abnormal.Started >= history.Anchor.Started))
        {
            yield return string.Format(CultureInfo.CurrentCulture, Strings.RetentionFrozenAbnormal, abnormal.Name, abnormal.Abnormal!.Reason);
        }

        if (policy.KeepsNothing && history.Ours.Count > 0)
        {
            yield return Strings.RetentionFrozenPolicy;
        }
    }

    private static HubRetentionDecision Decide(HubBackup backup, HubRetentionReason reason, bool isFrozen, RetentionTexts texts)
    {
        bool goes = reason is HubRetentionReason.Expired or HubRetentionReason.NotVouchedFor;
        HubRetentionReason final = goes && isFrozen ? HubRetentionReason.Frozen : reason;
        return new HubRetentionDecision
        {
            Backup = backup,
            Action = goes && !isFrozen ? HubRetentionAction.Remove : HubRetentionAction.Keep,
            Reason = final,
            Message = texts.Sentence(backup, final),
        };
    }
}
