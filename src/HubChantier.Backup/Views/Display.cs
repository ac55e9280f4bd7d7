using System.Globalization;

namespace HubChantier.Backup.Commands.Views;

/// <summary>Values as a person reads them, in the session's culture; the objects themselves keep bytes, times and counts.</summary>
public static class Display
{
    /// <summary>An age in its largest unit: <c>12d</c>, <c>4h</c>, <c>12m</c>, <c>8s</c>.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { Ticks: < 0 } => "-" + Age(age.Negate()),
        { TotalDays: >= 1 } => string.Create(CultureInfo.CurrentCulture, $"{(int)age.TotalDays}d"),
        { TotalHours: >= 1 } => string.Create(CultureInfo.CurrentCulture, $"{age.Hours}h"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.CurrentCulture, $"{age.Minutes}m"),
        _ => string.Create(CultureInfo.CurrentCulture, $"{age.Seconds}s"),
    };

    /// <summary>A duration: <c>0.8 s</c>, <c>2:05</c> minutes, <c>1:02:05</c> hours.</summary>
    public static string Duration(TimeSpan duration) => duration switch
    {
        { TotalHours: >= 1 } => string.Create(CultureInfo.CurrentCulture, $"{(int)duration.TotalHours}:{duration.Minutes:00}:{duration.Seconds:00}"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.CurrentCulture, $"{duration.Minutes}:{duration.Seconds:00}"),
        _ => string.Create(CultureInfo.CurrentCulture, $"{duration.TotalSeconds:0.0} s"),
    };

    /// <summary>A count with separators; nothing where there is none.</summary>
    public static string Count(long? count) => count?.ToString("N0", CultureInfo.CurrentCulture) ?? "";

    /// <summary>A count with three significant digits: <c>812</c>, <c>99.0k</c>, <c>1.36M</c>; nothing where there is none.</summary>
    public static string ShortCount(long? count)
    {
        const int Thousand = 1000;
        string[] units = ["", "k", "M", "G", "T"];
        double value = count ?? 0;
        int unit = 0;
        // 999,950 would be shown as 1000k.
        while (value >= 999.5 && unit < units.Length - 1)
        {
            value /= Thousand;
            unit++;
        }

        string format = unit == 0 || value >= 99.95 ? "0" : value >= 9.995 ? "0.0" : "0.00";
        return count is null ? "" : value.ToString(format, CultureInfo.CurrentCulture) + units[unit];
    }

    /// <summary>
    /// The one word that matters most about a backup: not whole (<c>Damaged</c>, <c>Legacy</c>), <c>FAILED</c> its last test, <c>Abnormal</c>
    /// and not accepted, proven (<c>Drilled</c>, <c>Tested</c>), or <c>Complete</c>.
    /// </summary>
    public static string State(HubBackup backup)
    {
        // A checksum that is right adds nothing to what was proven before.
        HubVerification? last = backup.Verifications.LastOrDefault(verification => verification is not { Kind: HubVerificationKind.Checksum, Passed: true });
        return backup switch
        {
            { State: not HubBackupState.Complete } => backup.State.ToString(),
            _ when last is { Passed: false } => "FAILED",
            { Abnormal: { Accepted: false } } => "Abnormal",
            _ when last is { Kind: HubVerificationKind.Drill } => "Drilled",
            _ when last is not null => "Tested",
            _ => "Complete",
        };
    }

    /// <summary>The copies of a backup in buckets: <c>1 of 2</c> places that were tried; <c>in S3</c> for one that is itself in a bucket.</summary>
    public static string Copies(HubBackup backup) => backup switch
    {
        { Remote: not null } => "in S3",
        { Copies: [] } => "",
        _ => string.Create(CultureInfo.CurrentCulture, $"{backup.Copies.Count(copy => copy.Exists)} of {backup.Copies.Count}"),
    };
}
