namespace HubChantier.Backup.Health;

/// <summary>The runs of one database and source, and which of them failed without a success after.</summary>
internal sealed class RunHistory
{
    /// <summary>What nobody watches. Who restores sees for himself what comes of it.</summary>
    private static readonly HubRunOperation[] s_watched =
    [
        HubRunOperation.Rotation, HubRunOperation.Removal, HubRunOperation.Test, HubRunOperation.Drill, HubRunOperation.Upload, HubRunOperation.Download,
    ];

    /// <summary>Refusals that protect something: no failure of the backups.</summary>
    private static readonly string[] s_refusals =
        [nameof(BackupFailure.LockHeld), nameof(BackupFailure.BackupInUse), nameof(BackupFailure.LastGoodBackup), nameof(BackupFailure.TrustNeeded)];

    private readonly HubRun[] _runs;

    public RunHistory(HealthFacts facts)
        => _runs = [.. facts.Runs.Where(run => run.Database == facts.Database && run.Source == facts.Source).OrderBy(run => run.Finished)];

    /// <summary>The last run of all; null where there is none.</summary>
    public HubRun? Last => _runs.LastOrDefault();

    /// <summary>Backups that failed since one succeeded, oldest first. A cancelled run is neither.</summary>
    public IReadOnlyList<HubRun> FailedBackups => [.. FailedSinceSuccess(HubRunOperation.Backup)];

    /// <summary>Drills that were passed.</summary>
    public IEnumerable<HubRun> Drills => _runs.Where(run => run is { Operation: HubRunOperation.Drill, Result: HubRunResult.Succeeded });

    /// <summary>Other runs that failed since one of their kind succeeded, and since a time; oldest first.</summary>
    public IReadOnlyList<HubRun> OtherFailures(DateTimeOffset since)
        => [.. s_watched.SelectMany(FailedSinceSuccess).Where(run => run.Finished >= since && !s_refusals.Contains(run.ErrorId)).OrderBy(run => run.Finished)];

    private IEnumerable<HubRun> FailedSinceSuccess(HubRunOperation operation)
        => _runs.Where(run => run.Operation == operation)
            .Reverse().TakeWhile(run => run.Result != HubRunResult.Succeeded).Reverse()
            .Where(run => run.Result == HubRunResult.Failed);
}
