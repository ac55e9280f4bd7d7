using System.Globalization;
using HubChantier.Backup.Commands.Views;

namespace HubChantier.Backup.Commands.Reports;

/// <summary>Words and numbers as the page shows them, in the session's language.</summary>
internal static class ReportText
{
    /// <summary>A sentence of the resources with its values.</summary>
    public static string Of(string format, params object?[] values) => string.Format(CultureInfo.CurrentCulture, format, values);

    /// <summary>A day: <c>8 Feb 2026</c>.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>A day without its year: <c>8 Feb</c>.</summary>
    public static string ShortDay(DateOnly day) => day.ToString("d MMM", CultureInfo.CurrentCulture);

    /// <summary>A moment to the minute, in the reader's time zone.</summary>
    public static string Moment(DateTimeOffset moment, TimeZoneInfo zone)
        => TimeZoneInfo.ConvertTime(moment, zone).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);

    /// <summary>An age in words: <c>5 hours</c>, <c>3 days</c>.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalHours: < 1 } => Of(Strings.ReportMinutes, (int)Math.Max(0, age.TotalMinutes)),
        { TotalHours: < 48 } => Of(Strings.ReportHours, (int)age.TotalHours),
        _ => Of(Strings.ReportDays, (int)age.TotalDays),
    };

    /// <summary>A difference in bytes with its sign; nothing where there is none.</summary>
    public static string Change(long bytes) => bytes == 0 ? "=" : (bytes > 0 ? "+" : "") + ByteSize.Text(bytes);
}
