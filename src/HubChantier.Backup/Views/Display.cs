using System.Globalization;

namespace HubChantier.Backup.Commands.Views;

/// <summary>Values as a person reads them, in the session's culture; the objects themselves keep bytes, times and counts.</summary>
public static class Display
{
    private static readonly string[] s_units = ["B", "KB", "MB", "GB", "TB", "PB"];

    /// <summary>A size with three significant digits and its unit, in steps of 1024 as PowerShell's KB, MB and GB: <c>161 MB</c>, <c>1.53 GB</c>.</summary>
    /// <param name="bytes">The size in bytes.</param>
    public static string Size(long bytes)
    {
        double value = bytes;
        int unit = 0;
        while (Math.Abs(value) >= 1000 && unit < s_units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        string format = unit == 0 || Math.Abs(value) >= 100 ? "0" : Math.Abs(value) >= 10 ? "0.0" : "0.00";
        return value.ToString(format, CultureInfo.CurrentCulture) + " " + s_units[unit];
    }

    /// <summary>An age in its two largest units, below a minute in seconds: <c>3d 4h</c>, <c>12m</c>, <c>8s</c>.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { Ticks: < 0 } => "-" + Age(age.Negate()),
        { TotalDays: >= 1 } => string.Create(CultureInfo.CurrentCulture, $"{(int)age.TotalDays}d {age.Hours}h"),
        { TotalHours: >= 1 } => string.Create(CultureInfo.CurrentCulture, $"{age.Hours}h {age.Minutes}m"),
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

    /// <summary>The last proof of a backup: <c>Read</c>, <c>Drill</c>, <c>failed</c>, or nothing.</summary>
    public static string Tested(HubBackup backup) => backup.Verifications.Count == 0
        ? ""
        : backup.Verifications[^1] is { Passed: true } last ? last.Kind.ToString() : "FAILED";
}
