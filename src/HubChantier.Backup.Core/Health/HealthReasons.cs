using System.Globalization;

namespace HubChantier.Backup.Health;

/// <summary>What is wrong, found piece by piece, each with its sentence and what to do.</summary>
internal sealed class HealthReasons
{
    private readonly HealthFacts _facts;
    private readonly HealthLimits _limits;
    private readonly List<HubHealthReason> _reasons = [];

    public HealthReasons(HealthFacts facts, HealthLimits limits)
    {
        _facts = facts;
        _limits = limits;
    }

    /// <summary>All of them, the worst first.</summary>
    public IReadOnlyList<HubHealthReason> WorstFirst => [.. _reasons.OrderByDescending(reason => reason.Severity)];

    /// <summary>The one thing that counts most: a good backup, young enough.</summary>
    public void AddBackup(HubBackup? last)
    {
        if (last is null)
        {
            Add(HubHealthProblem.BackupMissing, HubHealthStatus.Critical, Strings.HealthBackupMissingAdvice, Strings.HealthBackupMissing, _facts.Database, _facts.Source, _facts.Folder);
        }
        else if (_facts.Now - last.Started > TimeSpan.FromHours(_limits.BackupAgeHours))
        {
            Add(
                HubHealthProblem.BackupTooOld, HubHealthStatus.Critical, Strings.HealthBackupTooOldAdvice, Strings.HealthBackupTooOld,
                last.Name, Math.Floor((_facts.Now - last.Started).TotalHours), _limits.BackupAgeHours);
        }
    }

    /// <summary>A run that met another one says little; any other failure will come again tomorrow.</summary>
    public void AddFailedBackups(IReadOnlyList<HubRun> failed)
    {
        if (failed.Count > 0)
        {
            HubRun last = failed[^1];
            bool isHarmless = failed.All(run => run.ErrorId == nameof(BackupFailure.LockHeld));
            Add(
                HubHealthProblem.BackupFailed, isHarmless ? HubHealthStatus.Warning : HubHealthStatus.Critical,
                Strings.HealthBackupFailedAdvice, Strings.HealthBackupFailed, failed.Count, Local(last.Finished), Sentence(last));
        }
    }

    /// <summary>Bad backups; worse where the newest is one of them.</summary>
    public void AddBad(IReadOnlyList<HubBackup> bad, HubBackup? last)
    {
        if (bad.Count > 0)
        {
            HubBackup newest = bad[^1];
            Add(
                HubHealthProblem.BackupBad, last is null || newest.Started > last.Started ? HubHealthStatus.Critical : HubHealthStatus.Warning,
                Strings.HealthBackupBadAdvice, Strings.HealthBackupBad, bad.Count, newest.Name, newest.Verifications is [.., { Passed: false, Message: { } message }] ? message : newest.State.ToString());
        }
    }

    /// <summary>The configured bucket; without one nobody asked for copies.</summary>
    public void AddCopy(HubHealthCopy? configured)
    {
        if (configured is { Age: null })
        {
            Add(HubHealthProblem.CopyMissing, HubHealthStatus.Warning, Strings.HealthCopyAdvice, Strings.HealthCopyMissing, configured.Bucket);
        }
        else if (configured is { Age: { } age } && age > TimeSpan.FromHours(_limits.CopyAgeHours))
        {
            Add(
                HubHealthProblem.CopyTooOld, HubHealthStatus.Warning, Strings.HealthCopyAdvice, Strings.HealthCopyTooOld,
                configured.BackupName, configured.Bucket, Math.Floor(age.TotalHours), _limits.CopyAgeHours);
        }
    }

    public void AddBucket()
    {
        if (_facts.BucketProblem is { } problem)
        {
            Add(HubHealthProblem.BucketUnreadable, HubHealthStatus.Warning, Strings.HealthBucketUnreadableAdvice, Strings.HealthBucketUnreadable, _facts.Bucket, problem);
        }
    }

    /// <summary>One for each kind of run that failed.</summary>
    public void AddFailures(IReadOnlyList<HubRun> failures)
    {
        foreach (IGrouping<HubRunOperation, HubRun> kind in failures.GroupBy(run => run.Operation))
        {
            HubRun last = kind.Last();
            Add(
                HubHealthProblem.RunFailed, HubHealthStatus.Warning, Strings.HealthRunFailedAdvice, Strings.HealthRunFailed,
                kind.Key, kind.Count(), Local(last.Finished), last.BackupName ?? "-", Sentence(last));
        }
    }

    public void AddDrill(DateTimeOffset? last)
    {
        if (_limits.DrillAgeDays == 0)
        {
            // Another machine drills.
            return;
        }

        if (last is null)
        {
            Add(HubHealthProblem.DrillTooOld, HubHealthStatus.Warning, Strings.HealthDrillAdvice, Strings.HealthDrillMissing, _facts.Database);
        }
        else if (_facts.Now - last > TimeSpan.FromDays(_limits.DrillAgeDays))
        {
            Add(
                HubHealthProblem.DrillTooOld, HubHealthStatus.Warning, Strings.HealthDrillAdvice, Strings.HealthDrillTooOld,
                Math.Floor((_facts.Now - last.Value).TotalDays), _limits.DrillAgeDays);
        }
    }

    /// <summary>The disk: full for the next backup, or low, or so that it soon will be. A backup is refused by the same measure.</summary>
    public void AddDisk(HubBackup? last, int? daysUntilFull)
    {
        if (_facts.FreeBytes is not { } free)
        {
            return;
        }

        if (free < last?.Length + (last?.Length / 10))
        {
            Add(HubHealthProblem.DiskFull, HubHealthStatus.Critical, Strings.HealthDiskAdvice, Strings.HealthDiskFull, _facts.Folder, ByteSize.Text(free), ByteSize.Text(last!.Length));
        }
        else if (_facts.TotalBytes is > 0 and { } total && 100.0 * free / total < _limits.FreePercent)
        {
            Add(
                HubHealthProblem.DiskLow, HubHealthStatus.Warning, Strings.HealthDiskAdvice, Strings.HealthDiskLow, _facts.Folder, ByteSize.Text(free), 100.0 * free / total, _limits.FreePercent);
        }

        if (daysUntilFull < _limits.DaysUntilFull)
        {
            Add(HubHealthProblem.DiskFilling, HubHealthStatus.Warning, Strings.HealthDiskAdvice, Strings.HealthDiskFilling, _facts.Folder, daysUntilFull);
        }
    }

    /// <summary>What lies in the folder and cannot be read, and what that and other things stop.</summary>
    public void AddFolder()
    {
        if (_facts.UnreadableManifests.Count > 0)
        {
            Add(
                HubHealthProblem.ManifestUnreadable, HubHealthStatus.Warning, Strings.HealthManifestUnreadableAdvice, Strings.HealthManifestUnreadable,
                _facts.UnreadableManifests.Count, _facts.UnreadableManifests[0]);
        }

        if (_facts.FrozenReasons.Count > 0)
        {
            Add(HubHealthProblem.RemovalFrozen, HubHealthStatus.Warning, Strings.HealthRemovalFrozenAdvice, "{0}", string.Join(" ", _facts.FrozenReasons));
        }

        if (_facts.JournalProblem is { } problem)
        {
            Add(HubHealthProblem.JournalUnreadable, HubHealthStatus.Warning, Strings.HealthJournalUnreadableAdvice, Strings.HealthJournalUnreadable, problem);
        }
    }

    public void AddServer()
    {
        if (_facts.Server is { Unfinished.Count: > 0 } server)
        {
            Add(
                HubHealthProblem.RestoreUnfinished, HubHealthStatus.Warning, Strings.HealthRestoreUnfinishedAdvice, Strings.HealthRestoreUnfinished,
                string.Join(", ", server.Unfinished));
        }
    }

    private static DateTime Local(DateTimeOffset time) => time.LocalDateTime;

    private static string Sentence(HubRun run) => run.Message ?? run.ErrorId ?? run.Result.ToString();

    private void Add(HubHealthProblem id, HubHealthStatus severity, string advice, string format, params object?[] values) => _reasons.Add(new HubHealthReason
    {
        Id = id,
        Severity = severity,
        Message = string.Format(CultureInfo.CurrentCulture, format, values),
        Recommendation = advice,
    });
}
