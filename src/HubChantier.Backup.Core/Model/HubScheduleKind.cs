namespace HubChantier.Backup;

/// <summary>Who keeps a schedule.</summary>
public enum HubScheduleKind
{
    /// <summary>A systemd timer with its service.</summary>
    Systemd,

    /// <summary>A file of the cron daemon.</summary>
    Cron,
}
