using System.Globalization;

namespace HubChantier.Backup.Retention;

/// <summary>Which backups the rules keep, each with the first rule that does.</summary>
internal sealed class RetentionRules
{
    private readonly Dictionary<HubBackup, HubRetentionReason> _kept = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<HubBackup> _vouchedFor;
    private readonly RetentionHistory _history;
    private readonly RetentionPolicy _policy;

    internal RetentionRules(RetentionHistory history, RetentionPolicy policy, DateTimeOffset now, TimeZoneInfo zone)
    {
        _history = history;
        _policy = policy;
        _vouchedFor = new(history.Good.Concat(history.GoodSafety), ReferenceEqualityComparer.Instance);
        IReadOnlyList<HubBackup> ours = history.Ours;
        Keep(HubRetentionReason.Pinned, ours.Where(backup => backup.Pinned));
        Keep(HubRetentionReason.KeptUntil, ours.Where(backup => backup.KeepUntil > now));
        Keep(HubRetentionReason.NewestGood, history.NewestGood());
        Keep(HubRetentionReason.NewestDrilled, history.NewestDrilled());
        Keep(HubRetentionReason.InFuture, ours.Where(history.IsInFuture));
        Keep(HubRetentionReason.OtherServer, ours.Where(history.IsForeign));
        Keep(HubRetentionReason.UnknownDatabase, ours.Where(backup => backup.Database.Length == 0 && history.SeveralDatabases));
        Keep(HubRetentionReason.InWindow, ours.Where(IsInWindow));
        Keep(HubRetentionReason.Minimum, history.Good.Take(policy.MinimumKeep).Concat(history.GoodSafety.Take(policy.SafetyMinimumKeep)));
        KeepNewestOf(HubRetentionReason.Daily, policy.KeepDaily, zone, static day => (day.Year, day.DayOfYear));
        KeepNewestOf(HubRetentionReason.Weekly, policy.KeepWeekly, zone, static day => (ISOWeek.GetYear(day), ISOWeek.GetWeekOfYear(day)));
        KeepNewestOf(HubRetentionReason.Monthly, policy.KeepMonthly, zone, static day => (day.Year, day.Month));
        KeepNewestOf(HubRetentionReason.Yearly, policy.KeepYearly, zone, static day => (day.Year, 0));
        if (history.Good.Count < EnoughGood)
        {
            Keep(HubRetentionReason.TooFewGood, ours.Where(backup => !_vouchedFor.Contains(backup)));
        }
    }

    /// <summary>How many good backups there must be before one goes that nobody vouches for: never fewer than one.</summary>
    internal int EnoughGood => Math.Max(1, _policy.MinimumKeep);

    /// <summary>Why a backup stays or goes.</summary>
    internal HubRetentionReason ReasonFor(HubBackup backup)
        => _kept.TryGetValue(backup, out HubRetentionReason reason) ? reason
            : _vouchedFor.Contains(backup) ? HubRetentionReason.Expired
            : HubRetentionReason.NotVouchedFor;

    private void Keep(HubRetentionReason reason, IEnumerable<HubBackup> backups)
    {
        foreach (HubBackup backup in backups)
        {
            _kept.TryAdd(backup, reason);
        }
    }

    private bool IsInWindow(HubBackup backup) => _policy.IsInDays(backup, _history.WindowStart);

    /// <summary>
    /// The newest good backup of each of the last periods that have one. Periods without a backup do not count: when backups
    /// stop, nothing ages out.
    /// </summary>
    private void KeepNewestOf(HubRetentionReason reason, int periods, TimeZoneInfo zone, Func<DateTime, (int Year, int Part)> periodOf)
        => Keep(reason, _history.Good.DistinctBy(backup => periodOf(TimeZoneInfo.ConvertTime(backup.Started, zone).DateTime)).Take(periods));
}
