namespace HubChantier.Backup.Journal;

/// <summary>How a run ended, and with which backup.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="ErrorId">The error's id, or null.</param>
/// <param name="Message">What went wrong, or null.</param>
/// <param name="Backup">The backup that it gave, or null.</param>
internal sealed record RunOutcome(HubRunResult Result, string? ErrorId = null, string? Message = null, HubBackup? Backup = null)
{
    /// <summary>The run threw what no operation throws on purpose.</summary>
    private const string Internal = "Internal";

    /// <summary>pg_dump can say a lot; the log has it all.</summary>
    private const int LongestMessage = 1000;

    /// <summary>The outcome of work that gave something: a test may have found the backup bad, a rotation may have left something.</summary>
    public static RunOutcome Of(object? result) => result switch
    {
        HubBackup backup => new RunOutcome(HubRunResult.Succeeded, Backup: backup),
        HubBackupTest { Passed: true } test => new RunOutcome(HubRunResult.Succeeded, Backup: test.Backup),
        HubBackupTest test => new RunOutcome(HubRunResult.Failed, nameof(BackupFailure.VerificationFailed), Cut(test.Problems is [string first, ..] ? first : null), test.Backup),
        IRunResult { Failure: { } failure } run => Failed(failure) with { Backup = run.Backup },
        IRunResult run => new RunOutcome(HubRunResult.Succeeded, Backup: run.Backup),
        IEnumerable<BackupException> failures when failures.FirstOrDefault() is { } first => Failed(first),
        _ => new RunOutcome(HubRunResult.Succeeded),
    };

    /// <summary>The outcome of work that failed in a way that was foreseen.</summary>
    public static RunOutcome Failed(BackupException exception) => exception.Failure == BackupFailure.Cancelled
        ? Stopped(isCancelled: true)
        : new RunOutcome(HubRunResult.Failed, exception.Failure.ToString(), Cut(exception.Message));

    /// <summary>The outcome of work that ended without a result and without a failure that has a name.</summary>
    public static RunOutcome Stopped(bool isCancelled) => isCancelled
        ? new RunOutcome(HubRunResult.Cancelled, nameof(BackupFailure.Cancelled))
        : new RunOutcome(HubRunResult.Failed, Internal);

    private static string? Cut(string? message) => message is { Length: > LongestMessage } ? message[..LongestMessage] + "…" : message;
}
