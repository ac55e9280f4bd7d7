using HubChantier.Backup.Health;

namespace HubChantier.Backup.Setup;

/// <summary>When a backup was last seen to come back.</summary>
internal sealed class LastDrillCheck() : SetupCheck(HubSetupCategory.Backups, "LastDrill", LastBackupCheck.Id)
{
    /// <summary>As Get-HubBackupHealth has it.</summary>
    private static readonly int s_mostDays = new HealthLimits().DrillAgeDays;

    public override Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token)
    {
        const string Advice = "Get-HubBackup -Latest | Test-HubBackup -Drill";
        IReadOnlyList<HubBackup> backups = BackupHistory.Of(ground);
        HubVerification? last = backups
            .SelectMany(backup => backup.Verifications)
            .Where(verification => verification is { Kind: HubVerificationKind.Drill, Passed: true })
            .MaxBy(verification => verification.Finished);
        int days = last is null ? 0 : (int)(ground.Context.Time.GetUtcNow() - last.Finished).TotalDays;
        return Task.FromResult(last switch
        {
            null when backups.Count == 0 => SetupFinding.Skipped(Strings.SetupNeeds, LastBackupCheck.Id),
            null => SetupFinding.Warning(Advice, Strings.SetupNoDrill),
            _ when days > s_mostDays => SetupFinding.Warning(Advice, Strings.SetupDrillOld, days),
            _ => SetupFinding.Passed(Strings.SetupDrill, days),
        });
    }
}
