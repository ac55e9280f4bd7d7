namespace HubChantier.Backup.Scheduling;

/// <summary>Finds time zones by their names.</summary>
public static class ScheduleZone
{
    /// <summary>A time zone.</summary>
    /// <param name="name">Its name in the tz database, such as Europe/Paris; null for the machine's.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.ScheduleInvalid"/>: this machine does not know it.</exception>
    public static TimeZoneInfo Find(string? name)
    {
        try
        {
            return name is null ? TimeZoneInfo.Local : TimeZoneInfo.FindSystemTimeZoneById(name);
        }
        catch (Exception exception) when (exception is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            throw ScheduleErrors.Invalid(Strings.TimeZoneUnknown, name);
        }
    }
}
