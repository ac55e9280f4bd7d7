using CsCheck;
using HubChantier.Backup.Providers.S3;

namespace HubChantier.Backup.UnitTests.S3;

public sealed class RetryPolicyTests
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(BackupFailure.S3ServerError, true)]
    [InlineData(BackupFailure.S3Throttled, true)]
    [InlineData(BackupFailure.S3ConnectionLost, true)]
    [InlineData(BackupFailure.S3TimedOut, true)]
    [InlineData(BackupFailure.S3Unreachable, true)]
    [InlineData(BackupFailure.S3HostUnknown, true)]
    [InlineData(BackupFailure.S3AccessDenied, false)]
    [InlineData(BackupFailure.S3KeyRefused, false)]
    [InlineData(BackupFailure.S3TokenExpired, false)]
    [InlineData(BackupFailure.S3ClockSkewed, false)]
    [InlineData(BackupFailure.S3BucketMissing, false)]
    [InlineData(BackupFailure.S3TlsFailed, false)]
    [InlineData(BackupFailure.S3Mismatch, false)]
    public void Only_what_may_pass_is_tried_again(BackupFailure failure, bool again)
        => Assert.Equal(again, Pause(failure, attempt: 1).HasValue);

    [Fact]
    public void Pauses_double_up_to_a_quarter_of_a_minute_less_up_to_a_half_by_chance()
        => Gen.Int[1, 500].Sample(attempt =>
        {
            double full = Math.Min(0.2 * Math.Pow(2, attempt - 1), 15);

            Assert.InRange(Pause(BackupFailure.S3Throttled, attempt)!.Value.TotalSeconds, full / 2, full);
        });

    [Theory]
    [InlineData(1, 600, true)]
    [InlineData(2, 600, true)]
    [InlineData(3, 600, false)]
    [InlineData(3, 50, true)]
    [InlineData(3, 60, false)]
    public void It_is_tried_three_times_and_for_as_long_as_the_patience_lasts(int attempt, int seconds, bool again)
        => Assert.Equal(again, Pause(BackupFailure.S3ServerError, attempt, TimeSpan.FromSeconds(seconds)).HasValue);

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void An_address_that_never_answered_is_known_to_be_wrong_soon(bool hasAnswered, bool again)
        => Assert.Equal(again, Pause(BackupFailure.S3Unreachable, attempt: 5, TimeSpan.FromSeconds(4), hasAnswered).HasValue);

    [Fact]
    public void The_wait_that_a_service_asks_for_is_kept_unless_it_is_too_long()
    {
        Assert.Equal(TimeSpan.FromSeconds(20), Pause(BackupFailure.S3Throttled, attempt: 1, asked: TimeSpan.FromSeconds(20)));
        Assert.Null(Pause(BackupFailure.S3Throttled, attempt: 1, asked: TimeSpan.FromSeconds(61)));
        // A date that is past, or none at all: ours.
        Assert.InRange(Pause(BackupFailure.S3Throttled, attempt: 1, asked: TimeSpan.FromSeconds(-5))!.Value.TotalSeconds, 0.1, 0.2);
    }

    private static TimeSpan? Pause(BackupFailure failure, int attempt, TimeSpan failing = default, bool hasAnswered = true, TimeSpan? asked = null)
        => new RetryPolicy(s_minute).PauseAfter(failure, attempt, failing, hasAnswered, asked);
}
