using System.Globalization;

namespace HubChantier.Backup.Scheduling;

/// <summary>Makes the failures of schedules.</summary>
internal static class ScheduleErrors
{
    public static BackupException Invalid(string format, params object?[] values)
        => new(BackupFailure.ScheduleInvalid, string.Format(CultureInfo.CurrentCulture, format, values), subject: values.FirstOrDefault());
}
