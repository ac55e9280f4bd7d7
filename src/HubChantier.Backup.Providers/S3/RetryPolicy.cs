namespace HubChantier.Backup.Providers.S3;

/// <summary>
/// Which failures are tried again, how often and after what pause: three times at least, and for as long as a request may stand still. A
/// service that is restarted is waited for; one that never answered may well be a wrong address, which is to be known soon.
/// </summary>
internal sealed class RetryPolicy
{
    private const int MinimumAttempts = 3;

    private static readonly TimeSpan s_patienceBeforeFirstAnswer = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(15);

    private readonly TimeSpan _patience;

    /// <summary>Makes the policy of a service.</summary>
    /// <param name="patience">How long what fails is tried again, from the first failure on.</param>
    public RetryPolicy(TimeSpan patience) => _patience = patience;

    /// <summary>How long to wait before a request is sent again; null where it is not.</summary>
    /// <param name="failure">Why it failed.</param>
    /// <param name="attempt">How often it was sent, from 1.</param>
    /// <param name="failing">Time since it failed first.</param>
    /// <param name="hasAnswered">Whether the service has ever answered.</param>
    /// <param name="asked">The wait that the service asks for, if it does.</param>
    public TimeSpan? PauseAfter(BackupFailure failure, int attempt, TimeSpan failing, bool hasAnswered, TimeSpan? asked)
    {
        TimeSpan patience = hasAnswered || _patience < s_patienceBeforeFirstAnswer ? _patience : s_patienceBeforeFirstAnswer;
        if (!IsTransient(failure) || asked > _patience)
        {
            return null;
        }

        TimeSpan pause = Backoff(attempt);
        if (asked > pause)
        {
            pause = asked.Value;
        }

        return attempt < MinimumAttempts || failing + pause <= patience ? pause : null;
    }

    private static bool IsTransient(BackupFailure failure) => failure
        is BackupFailure.S3ServerError or BackupFailure.S3Throttled or BackupFailure.S3ConnectionLost or BackupFailure.S3TimedOut
        or BackupFailure.S3Unreachable or BackupFailure.S3HostUnknown;

    /// <summary>Twice as long each time, less up to a half by chance: parts that failed together do not come back together.</summary>
    private static TimeSpan Backoff(int attempt)
    {
        double doubled = s_firstPause.TotalSeconds * Math.Pow(2, attempt - 1);
        return TimeSpan.FromSeconds(Math.Min(doubled, s_longestPause.TotalSeconds) * (1 - (Random.Shared.NextDouble() / 2)));
    }
}
