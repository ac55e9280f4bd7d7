using HubChantier.Backup.Health;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Setup;

/// <summary>Age of the last good backup.</summary>
internal sealed class LastBackupCheck() : SetupCheck(
    HubSetupCategory.Backups, Id, EnvFileCheck.Setting, nameof(BackupSettings.BackupDirectory), nameof(BackupSettings.Database), nameof(BackupSettings.Source))
{
    public const string Id = "LastBackup";

    /// <summary>As Get-HubBackupHealth has it.</summary>
    public static int MostHours { get; } = new HealthLimits().BackupAgeHours;

    public override Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token)
    {
        const string Advice = "Invoke-HubBackup";
        IReadOnlyList<HubBackup> backups = BackupHistory.Of(ground);
        HubBackup? last = backups.Count == 0 ? null : backups[^1];
        int hours = last is null ? 0 : BackupHistory.HoursSince(ground, last.Started);
        return Task.FromResult(last switch
        {
            null => SetupFinding.Warning(Advice, Strings.SetupNoBackup, ground.Settings.Database, ground.Settings.BackupDirectory),
            _ when hours > MostHours => SetupFinding.Warning(Advice, Strings.SetupBackupOld, last.Name, hours),
            _ => SetupFinding.Passed(Strings.SetupBackup, last.Name, hours),
        });
    }
}
