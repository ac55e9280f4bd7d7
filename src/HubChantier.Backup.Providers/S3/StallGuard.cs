using System.Net.Sockets;
using System.Security.Authentication;
using System.Xml;
using Amazon.Runtime;

namespace HubChantier.Backup.Providers.S3;

/// <summary>
/// Sends requests: ends one whose bytes have stopped moving, tries again what is transient, and turns what remains into a failure that has a
/// name. The SDK tries nothing again by itself: its pauses would count as bytes that do not move.
/// </summary>
internal sealed class StallGuard
{
    private readonly TimeSpan _limit;
    private readonly string _endpoint;
    private readonly string _bucket;
    private readonly TimeProvider _time;
    private readonly RetryPolicy _policy;
    private volatile bool _hasAnswered;

    /// <summary>Makes the guard of a service.</summary>
    /// <param name="limit">How long a request may move no byte, and how long what fails is tried again.</param>
    /// <param name="endpoint">Host of the service, for the errors.</param>
    /// <param name="bucket">The bucket, for the errors.</param>
    /// <param name="time">The clock.</param>
    public StallGuard(TimeSpan limit, string endpoint, string bucket, TimeProvider time)
    {
        _limit = limit;
        _endpoint = endpoint;
        _bucket = bucket;
        _time = time;
        _policy = new RetryPolicy(limit);
    }

    /// <summary>Runs one request.</summary>
    /// <param name="key">What it concerns.</param>
    /// <param name="request">Makes and sends it; calls its first argument when bytes have moved.</param>
    /// <param name="token">Cancels, in a pause too.</param>
    /// <exception cref="BackupException">The failures that begin with S3.</exception>
    public async Task<T> RunAsync<T>(string key, Func<Action, CancellationToken, Task<T>> request, CancellationToken token)
    {
        long? failing = null;
        for (int attempt = 1; ; attempt++)
        {
            BackupException failure;
            TimeSpan? asked = null;
            using CancellationTokenSource stall = new(_limit, _time);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stall.Token, token);
            try
            {
                T answer = await request(() => stall.CancelAfter(_limit), either.Token).ConfigureAwait(false);
                _hasAnswered = true;
                return answer;
            }
            catch (OperationCanceledException exception) when (!token.IsCancellationRequested)
            {
                failure = S3Errors.Stalled(exception, _limit, _endpoint, _bucket, key);
            }
            catch (Exception exception) when (IsForeign(exception))
            {
                token.ThrowIfCancellationRequested();
                failure = Translate(exception, key);
                _hasAnswered |= exception is AmazonServiceException { StatusCode: not 0 };
                asked = S3Errors.RetryAfter(exception, _time.GetUtcNow());
            }

            failing ??= _time.GetTimestamp();
            if (_policy.PauseAfter(failure.Failure, attempt, _time.GetElapsedTime(failing.Value), _hasAnswered, asked) is not { } pause)
            {
                throw failure;
            }

            await Task.Delay(pause, _time, token).ConfigureAwait(false);
        }
    }

    /// <summary>The failure that an exception of the SDK or the network means.</summary>
    public BackupException Translate(Exception exception, string key) => S3Errors.Translate(exception, _endpoint, _bucket, key);

    /// <summary>Whether an exception comes from the SDK or the network.</summary>
    public static bool IsForeign(Exception exception)
        => exception is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or SocketException or AuthenticationException or XmlException;
}
