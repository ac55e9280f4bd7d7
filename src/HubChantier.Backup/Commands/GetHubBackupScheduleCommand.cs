using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;

namespace HubChantier.Backup.Commands;

/// <summary>Lists the schedules that Register-HubBackupSchedule has made.</summary>
[Cmdlet(VerbsCommon.Get, "HubBackupSchedule")]
[OutputType(typeof(HubSchedule))]
public sealed class GetHubBackupScheduleCommand : AsyncCommand
{
    /// <summary>Names; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string Name { get; set; } = "*";

    /// <summary>Only those that systemd, or cron, keeps.</summary>
    [Parameter]
    public HubScheduleKind? Kind { get; set; }

    /// <summary>Those of the user's own systemd.</summary>
    [Parameter]
    public SwitchParameter UserLevel { get; set; }

    /// <summary>Folder to look in; else those of systemd and cron.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Directory { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        WildcardPattern pattern = WildcardPattern.Get(Name, WildcardOptions.None);
        string? folder = ScheduleCommands.FullPath(this, Directory);
        HubSchedule[] found = Run((work, _) => Task.FromResult<HubSchedule[]>([.. ScheduleCommands.Places(Kind, UserLevel, folder)
            .SelectMany(place => ScheduleCommands.Folder(place).List(work.Operation.Time.GetUtcNow()))
            .Where(schedule => pattern.IsMatch(schedule.Name))]));
        WriteObject(found, enumerateCollection: true);
    }
}
