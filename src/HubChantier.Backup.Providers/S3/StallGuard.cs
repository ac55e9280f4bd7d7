using Amazon.Runtime;

namespace HubChantier.Backup.Providers.S3;

/// <summary>
/// Sends requests, ends one whose bytes have stopped moving, and tries it again: the SDK tries again by itself what failed, but not what was
/// ended from outside. Turns what remains into a failure that has a name.
/// </summary>
internal sealed class StallGuard
{
    private const int Attempts = 3;

    private readonly TimeSpan _limit;
    private readonly string _endpoint;
    private readonly string _bucket;

    public StallGuard(TimeSpan limit, string endpoint, string bucket)
    {
        _limit = limit;
        _endpoint = endpoint;
        _bucket = bucket;
    }

    /// <summary>Runs one request.</summary>
    /// <param name="key">What it concerns.</param>
    /// <param name="request">Makes and sends it; calls its first argument when bytes have moved.</param>
    /// <param name="token">Cancels.</param>
    public async Task<T> RunAsync<T>(string key, Func<Action, CancellationToken, Task<T>> request, CancellationToken token)
    {
        for (int attempt = 1; ; attempt++)
        {
            using CancellationTokenSource watch = CancellationTokenSource.CreateLinkedTokenSource(token);
            watch.CancelAfter(_limit);
            try
            {
                return await request(() => watch.CancelAfter(_limit), watch.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException exception) when (!token.IsCancellationRequested)
            {
                if (attempt == Attempts)
                {
                    throw S3Errors.Stalled(exception, _limit, _endpoint, _bucket, key);
                }
            }
            catch (Exception exception) when (IsForeign(exception))
            {
                token.ThrowIfCancellationRequested();
                throw Translate(exception, key);
            }
        }
    }

    /// <summary>The failure that an exception of the SDK or the network means.</summary>
    public BackupException Translate(Exception exception, string key) => S3Errors.Translate(exception, _endpoint, _bucket, key);

    /// <summary>Whether an exception comes from the SDK or the network.</summary>
    public static bool IsForeign(Exception exception)
        => exception is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or System.Net.Sockets.SocketException or System.Security.Authentication.AuthenticationException
            or System.Xml.XmlException;
}
