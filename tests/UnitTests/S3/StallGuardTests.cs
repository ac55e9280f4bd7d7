using HubChantier.Backup.Providers.S3;
using Microsoft.Extensions.Time.Testing;

namespace HubChantier.Backup.UnitTests.S3;

/// <summary>With a clock that only the tests move.</summary>
public sealed class StallGuardTests
{
    private readonly FakeTimeProvider _time = new();
    private int _attempts;

    [Fact]
    public async Task What_passes_is_tried_again_after_a_pause()
    {
        Task<int> run = Guard().RunAsync("key", (_, _) => ++_attempts < 3 ? throw new HttpRequestException(HttpRequestError.ConnectionError) : Task.FromResult(7), CancellationToken.None);

        Assert.Equal(1, _attempts);
        await MoveTimeAsync(run);

        Assert.Equal((7, 3), (await run, _attempts));
    }

    [Fact]
    public async Task What_does_not_pass_is_not()
    {
        BackupException failed = await Assert.ThrowsAsync<BackupException>(() => Guard().RunAsync<int>(
            "key", (_, _) => ++_attempts > 0 ? throw new HttpRequestException(HttpRequestError.SecureConnectionError) : null!, CancellationToken.None));

        Assert.Equal((BackupFailure.S3TlsFailed, 1), (failed.Failure, _attempts));
    }

    [Fact]
    public async Task A_request_that_stands_still_is_ended_and_sent_three_times()
    {
        Task<int> run = Guard().RunAsync("key", Stand, CancellationToken.None);
        await MoveTimeAsync(run);

        BackupException failed = await Assert.ThrowsAsync<BackupException>(() => run);

        Assert.Equal((BackupFailure.S3TimedOut, 3), (failed.Failure, _attempts));
    }

    [Fact]
    public async Task A_request_whose_bytes_move_may_last()
    {
        TaskCompletionSource<int> answer = new();
        Action moved = null!;
        Task<int> run = Guard().RunAsync("key", (progress, _) => Remember(progress), CancellationToken.None);
        for (int time = 0; time < 20; time++)
        {
            _time.Advance(TimeSpan.FromSeconds(9));
            moved();
        }

        answer.SetResult(7);

        Assert.Equal(7, await run);

        Task<int> Remember(Action progress)
        {
            moved = progress;
            return answer.Task;
        }
    }

    [Fact]
    public async Task Cancelled_it_ends_at_once_in_a_request_and_in_a_pause()
    {
        using CancellationTokenSource first = new(), second = new();
        Task<int> request = Guard().RunAsync("key", Stand, first.Token);
        Task<int> pause = Guard().RunAsync<int>("key", (_, _) => throw new IOException(), second.Token);
        await first.CancelAsync();
        await second.CancelAsync();

        // Their clock does not move: what waited for it would wait for ever.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request.WaitAsync(TimeSpan.FromSeconds(30)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pause.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private StallGuard Guard() => new(TimeSpan.FromSeconds(10), "s3.example.org", "bucket", _time);

    private async Task MoveTimeAsync(Task run)
    {
        while (!run.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(0.1));
            await Task.Yield();
        }
    }

    private async Task<int> Stand(Action moved, CancellationToken token)
    {
        _attempts++;
        await Task.Delay(Timeout.InfiniteTimeSpan, token);
        return 0;
    }
}
