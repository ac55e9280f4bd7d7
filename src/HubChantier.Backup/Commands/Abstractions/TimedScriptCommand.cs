using System.Management.Automation;

namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>A cmdlet that has a script run whenever a cron expression says so.</summary>
public abstract class TimedScriptCommand : SettingsCommand
{
    /// <summary>When it runs: minute, hour, day of the month, month, day of the week.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string CronExpression { get; set; } = ScheduleCommands.DefaultCronExpression;

    /// <summary>Time zone of the expression, such as Europe/Paris; else the one that the scheduler lives in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TimeZone { get; set; }

    /// <summary>Script that runs; else the module's nightly-backup.ps1.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ScriptPath { get; set; }
}
