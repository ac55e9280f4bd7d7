using System.Globalization;

namespace HubChantier.Backup.Retention;

/// <summary>Why a backup stays or goes, for people.</summary>
internal sealed class RetentionTexts
{
    private readonly RetentionPolicy _policy;
    private readonly TimeZoneInfo _zone;
    private readonly string _windowStart;
    private readonly int _enoughGood;
    private readonly int _good;

    internal RetentionTexts(RetentionHistory history, RetentionPolicy policy, int enoughGood, TimeZoneInfo zone)
    {
        _policy = policy;
        _zone = zone;
        _windowStart = history.Anchor?.Name ?? Local(history.WindowStart).ToString("g", CultureInfo.CurrentCulture);
        _enoughGood = enoughGood;
        _good = history.Good.Count;
    }

    /// <summary>A time as the clocks of the zone show it.</summary>
    internal DateTime Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, _zone).DateTime;

    /// <summary>The sentence for a reason.</summary>
    internal string Sentence(HubBackup backup, HubRetentionReason reason) => reason switch
    {
        HubRetentionReason.Pinned => Strings.RetentionPinned,
        HubRetentionReason.KeptUntil => Format(Strings.RetentionKeptUntil, Local(backup.KeepUntil.GetValueOrDefault())),
        HubRetentionReason.NewestGood => Strings.RetentionNewestGood,
        HubRetentionReason.NewestDrilled => Strings.RetentionNewestDrilled,
        HubRetentionReason.InFuture => Strings.RetentionInFuture,
        HubRetentionReason.OtherServer => Strings.RetentionOtherServer,
        HubRetentionReason.UnknownDatabase => Strings.RetentionUnknownDatabase,
        HubRetentionReason.InWindow => Format(Strings.RetentionInWindow, _policy.DaysFor(backup), _windowStart),
        HubRetentionReason.Minimum => Format(
            Strings.RetentionMinimum, backup.Kind == HubBackupKind.Safety ? _policy.SafetyMinimumKeep : _policy.MinimumKeep),
        HubRetentionReason.Daily => Format(Strings.RetentionDaily, _policy.KeepDaily),
        HubRetentionReason.Weekly => Format(Strings.RetentionWeekly, _policy.KeepWeekly),
        HubRetentionReason.Monthly => Format(Strings.RetentionMonthly, _policy.KeepMonthly),
        HubRetentionReason.Yearly => Format(Strings.RetentionYearly, _policy.KeepYearly),
        HubRetentionReason.TooFewGood => Format(Strings.RetentionTooFewGood, _enoughGood, _good),
        HubRetentionReason.Locked => Format(Strings.RetentionLocked, Local(backup.Remote?.LockedUntil ?? default)),
        HubRetentionReason.Frozen => Strings.RetentionFrozen,
        HubRetentionReason.Expired => Format(Strings.RetentionExpired, _policy.DaysFor(backup), _windowStart),
        HubRetentionReason.NotVouchedFor => Format(Strings.RetentionNotVouchedFor, _policy.DaysFor(backup), _windowStart),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, message: null),
    };

    private static string Format(string text, params object[] values) => string.Format(CultureInfo.CurrentCulture, text, values);
}
