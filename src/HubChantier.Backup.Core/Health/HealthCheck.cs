namespace HubChantier.Backup.Health;

/// <summary>Says how well the backups of a database are (docs/monitoring.md): a pure function of what was gathered and the limits.</summary>
public static class HealthCheck
{
    /// <summary>Judges.</summary>
    public static HubHealth Evaluate(HealthFacts facts, HealthLimits limits)
    {
        RunHistory runs = new(facts);
        HubBackup[] ours = Ours(facts.Backups, facts);
        HubBackup[] everywhere = Ours(facts.WithBucket ?? facts.Backups, facts);
        HubBackup? last = ours.LastOrDefault(backup => IsGood(backup, facts.Now));
        IReadOnlyList<HubHealthCopy> copies = CopyPlaces.Of([.. everywhere.Where(backup => IsGood(backup, facts.Now))], facts);
        DateTimeOffset? drill = LastDrill(everywhere, runs, facts.Now);
        IReadOnlyList<HubRun> failedBackups = runs.FailedBackups;
        IReadOnlyList<HubRun> otherFailures = runs.OtherFailures(facts.Now.AddDays(-limits.FailureDays));
        long? growth = DiskForecast.DailyGrowth(facts.Runs, facts.Now);
        int? daysUntilFull = DiskForecast.DaysUntilFull(facts.FreeBytes, growth);

        HealthReasons reasons = new(facts, limits);
        reasons.AddBackup(last);
        reasons.AddFailedBackups(failedBackups);
        reasons.AddBad([.. ours.Where(backup => backup.State == HubBackupState.Damaged || IsBad(backup))], last);
        reasons.AddCopy(copies.FirstOrDefault(place => place.IsConfigured));
        reasons.AddBucket();
        reasons.AddFailures(otherFailures);
        reasons.AddDrill(drill);
        reasons.AddDisk(last, daysUntilFull);
        reasons.AddFolder();
        reasons.AddServer();
        return new HubHealth
        {
            Database = facts.Database,
            Source = facts.Source,
            Folder = facts.Folder,
            Checked = facts.Now.ToUniversalTime(),
            Reasons = reasons.WorstFirst,
            LastBackup = last,
            LastBackupAge = facts.Now - last?.Started,
            Copies = copies,
            LastRun = runs.Last,
            Failures = [.. failedBackups.Concat(otherFailures).OrderBy(run => run.Finished)],
            LastDrill = drill,
            LastDrillAge = facts.Now - drill,
            FreeBytes = facts.FreeBytes,
            TotalBytes = facts.TotalBytes,
            DailyGrowthBytes = growth,
            DaysUntilFull = daysUntilFull,
            FrozenReasons = facts.FrozenReasons,
            UnreadableManifests = facts.UnreadableManifests,
            UnfinishedRestores = facts.Server?.Unfinished,
            KeptDatabases = facts.Server?.Kept,
            ServerProblem = facts.ServerProblem,
        };
    }

    private static HubBackup[] Ours(IReadOnlyList<HubBackup> backups, HealthFacts facts)
        => [.. backups.Where(backup => backup.IsOf(facts.Database, facts.Source)).OrderBy(backup => backup.Started)];

    private static bool IsGood(HubBackup backup, DateTimeOffset now) => backup.IsNormal && !IsBad(backup) && backup.Started <= now;

    /// <summary>Whether the last word about a backup is that it is not good.</summary>
    private static bool IsBad(HubBackup backup) => backup.Verifications is [.., { Passed: false }];

    /// <summary>A manifest keeps its drills as long as it lives; the journal knows of those whose backup is gone. One of the future was made by a wrong clock.</summary>
    private static DateTimeOffset? LastDrill(IEnumerable<HubBackup> backups, RunHistory runs, DateTimeOffset now)
        => backups.SelectMany(backup => backup.Verifications)
            .Where(verification => verification is { Kind: HubVerificationKind.Drill, Passed: true })
            .Select(verification => (DateTimeOffset?)verification.Finished)
            .Concat(runs.Drills.Select(run => (DateTimeOffset?)run.Finished))
            .Where(finished => finished <= now)
            .Max();
}
