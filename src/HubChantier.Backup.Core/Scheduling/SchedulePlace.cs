namespace HubChantier.Backup.Scheduling;

/// <summary>Where schedules of one kind lie.</summary>
/// <param name="Kind">Who keeps them.</param>
/// <param name="Folder">Absolute path.</param>
/// <param name="IsUserLevel">Whether they are a user's own.</param>
/// <param name="IsLive">Whether systemd or cron looks there: elsewhere files are written and nothing else.</param>
public sealed record SchedulePlace(HubScheduleKind Kind, string Folder, bool IsUserLevel, bool IsLive)
{
    /// <summary>Who keeps schedules on this machine: systemd where it runs, else cron.</summary>
    public static HubScheduleKind DefaultKind => SystemdPrograms.IsRunning ? HubScheduleKind.Systemd : HubScheduleKind.Cron;

    /// <summary>The place that systemd or cron looks into.</summary>
    /// <param name="kind">Who keeps them.</param>
    /// <param name="isUserLevel">Whether the user's own systemd is meant.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.ScheduleInvalid"/>: users have no folder of cron files.</exception>
    public static SchedulePlace Of(HubScheduleKind kind, bool isUserLevel) => (kind, isUserLevel) switch
    {
        (HubScheduleKind.Systemd, false) => new(kind, "/etc/systemd/system", isUserLevel, IsLive: true),
        (HubScheduleKind.Systemd, true) => new(kind, Path.Combine(ConfigurationFolder(), "systemd", "user"), isUserLevel, IsLive: true),
        (HubScheduleKind.Cron, false) => new(kind, "/etc/cron.d", isUserLevel, IsLive: true),
        _ => throw ScheduleErrors.Invalid(Strings.ScheduleCronUser),
    };

    /// <summary>The place of a schedule that is there.</summary>
    public static SchedulePlace Of(HubSchedule schedule)
    {
        string folder = Path.GetDirectoryName(schedule.Files[0])!;
        return new(schedule.Kind, folder, schedule.IsUserLevel, folder == Of(schedule.Kind, schedule.IsUserLevel).Folder);
    }

    private static string ConfigurationFolder() => Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
}
