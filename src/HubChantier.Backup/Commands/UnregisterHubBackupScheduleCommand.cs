using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Scheduling;

namespace HubChantier.Backup.Commands;

/// <summary>Removes schedules that Register-HubBackupSchedule has made, and nothing else.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "HubBackupSchedule", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
public sealed class UnregisterHubBackupScheduleCommand : AsyncCommand
{
    private const string ByName = "Name";
    private const string ByObject = "InputObject";

    /// <summary>Names.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByName)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>Schedules, as Get-HubBackupSchedule gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByObject)]
    [ValidateNotNull]
    public HubSchedule[] InputObject { get; set; } = [];

    /// <summary>Only those that systemd, or cron, keeps.</summary>
    [Parameter(ParameterSetName = ByName)]
    public HubScheduleKind? Kind { get; set; }

    /// <summary>Those of the user's own systemd.</summary>
    [Parameter(ParameterSetName = ByName)]
    public SwitchParameter UserLevel { get; set; }

    /// <summary>Folder to look in; else those of systemd and cron.</summary>
    [Parameter(ParameterSetName = ByName)]
    [ValidateNotNullOrEmpty]
    public string? Directory { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (HubSchedule schedule in InputObject)
        {
            Remove(schedule);
        }

        foreach (string name in Name)
        {
            RemoveNamed(name);
        }
    }

    private void RemoveNamed(string name)
    {
        string? folder = ScheduleCommands.FullPath(this, Directory);
        if (!TryRun((work, _) => Task.FromResult(Find(name, folder, work.Operation.Time.GetUtcNow())), out HubSchedule[]? found))
        {
            return;
        }

        foreach (HubSchedule schedule in found!)
        {
            Remove(schedule);
        }
    }

    private HubSchedule[] Find(string name, string? folder, DateTimeOffset now)
    {
        SchedulePlace[] places = ScheduleCommands.Places(Kind, UserLevel, folder);
        HubSchedule[] found = [.. places.Select(place => ScheduleCommands.Folder(place).Find(name, now)).OfType<HubSchedule>()];
        string where = string.Join(", ", places.Select(place => place.Folder).Distinct());
        return found.Length > 0
            ? found
            : throw new BackupException(BackupFailure.ScheduleNotFound, string.Format(CultureInfo.CurrentCulture, Strings.ScheduleNotFound, name, where), subject: name);
    }

    private void Remove(HubSchedule schedule)
    {
        if (ShouldProcess(string.Join(", ", schedule.Files), Strings.ScheduleUnregister))
        {
            TryRun<object?>(
                async (_, token) =>
                {
                    await ScheduleCommands.Folder(SchedulePlace.Of(schedule)).RemoveAsync(schedule, token);
                    return null;
                },
                out _);
        }
    }
}
