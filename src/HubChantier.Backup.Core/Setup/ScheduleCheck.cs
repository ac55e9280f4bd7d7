namespace HubChantier.Backup.Setup;

/// <summary>Whether something makes backups by itself: a schedule of ours, or another that has just made one.</summary>
internal sealed class ScheduleCheck() : SetupCheck(HubSetupCategory.Backups, Id, LastBackupCheck.Id)
{
    public const string Id = "Schedule";

    public override Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token)
    {
        HubSchedule? next = ground.Request.Schedules(ground.Context.Time.GetUtcNow()).OrderBy(schedule => schedule.NextRun ?? DateTimeOffset.MaxValue).FirstOrDefault();
        // A container has no schedule on its host, nor has who runs a script by a tool of his own.
        HubBackup? made = BackupHistory.Of(ground).LastOrDefault(backup => backup.Kind == HubBackupKind.Scheduled);
        int hours = made is null ? 0 : BackupHistory.HoursSince(ground, made.Started);
        return Task.FromResult(next switch
        {
            { NextRun: { } run } => SetupFinding.Passed(Strings.SetupSchedule, next.Name, run.ToLocalTime()),
            _ when made is not null && hours <= LastBackupCheck.MostHours => SetupFinding.Passed(Strings.SetupScheduleOfOthers, made.Name, hours),
            _ => SetupFinding.Warning("Register-HubBackupSchedule", Strings.SetupNoSchedule),
        });
    }
}
