using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Setup;

/// <summary>Age of the last backup of which there is a copy in the bucket.</summary>
internal sealed class LastCopyCheck() : SetupCheck(HubSetupCategory.Backups, "LastCopy", LastBackupCheck.Id, nameof(BackupSettings.Bucket))
{
    public override Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token)
    {
        const string Advice = "Get-HubBackup -Latest | Send-HubBackupToS3";
        if (ground.Settings.Bucket is not { } bucket)
        {
            return Task.FromResult(SetupFinding.Skipped(Strings.SetupNoBucket));
        }

        IReadOnlyList<HubBackup> backups = BackupHistory.Of(ground);
        HubBackup? last = backups.LastOrDefault(backup => backup.Copies.Any(copy => copy.Bucket == bucket && copy.Exists));
        int hours = last is null ? 0 : BackupHistory.HoursSince(ground, last.Started);
        return Task.FromResult(last switch
        {
            null when backups.Count == 0 => SetupFinding.Skipped(Strings.SetupNeeds, LastBackupCheck.Id),
            null => SetupFinding.Warning(Advice, Strings.SetupNoCopy, bucket),
            _ when hours > LastBackupCheck.MostHours => SetupFinding.Warning(Advice, Strings.SetupCopyOld, last.Name, bucket, hours),
            _ => SetupFinding.Passed(Strings.SetupCopy, last.Name, bucket, hours),
        });
    }
}
