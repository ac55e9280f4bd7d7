using System.Globalization;
using System.Net;

namespace HubChantier.Backup.Providers.Notifications;

/// <summary>Posts to an address that is a secret, again where the service asks for it or fails by its own fault.</summary>
internal sealed class WebSender
{
    private const int MostTries = 3;

    /// <summary>Lives as long as the process. A redirect would carry the notice, and what the address holds, to another host.</summary>
    private static readonly HttpClient s_client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
    })
    {
        // Each channel has its own.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    public WebSender(TimeSpan timeout, TimeProvider time)
    {
        _timeout = timeout;
        _time = time;
    }

    /// <summary>Posts.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="content">Makes the body, once for each try.</param>
    /// <param name="token">Cancels it.</param>
    /// <returns>Null where it was taken; else why not. Nothing of the answer but its status is shown: a service may repeat the address in it.</returns>
    public async Task<string?> PostAsync(Uri address, Func<HttpContent> content, CancellationToken token)
    {
        using CancellationTokenSource expiry = new(_timeout, _time);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(token, expiry.Token);
        string? problem = null;
        try
        {
            for (int tries = 1; ; tries++)
            {
                TimeSpan? wait;
                (problem, wait) = await TryAsync(address, content, TimeSpan.FromSeconds(tries), stop.Token).ConfigureAwait(false);
                if (problem is null || wait is null || tries == MostTries)
                {
                    return problem;
                }

                await Task.Delay(wait.Value < _timeout ? wait.Value : _timeout, _time, stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return problem ?? string.Format(CultureInfo.CurrentCulture, Strings.NoticeNoAnswer, _timeout.TotalSeconds);
        }
    }

    private static async Task<(string? Problem, TimeSpan? Wait)> TryAsync(Uri address, Func<HttpContent> content, TimeSpan usualWait, CancellationToken token)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = content() };
        request.Headers.UserAgent.ParseAdd("HubChantier.Backup");
        try
        {
            using HttpResponseMessage answer = await s_client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token).ConfigureAwait(false);
            return answer.IsSuccessStatusCode
                ? (null, null)
                : (string.Format(CultureInfo.CurrentCulture, Strings.NoticeRefused, (int)answer.StatusCode, answer.StatusCode),
                    IsPassing(answer.StatusCode) ? answer.Headers.RetryAfter?.Delta ?? usualWait : null);
        }
        catch (HttpRequestException exception)
        {
            // The outer sentence of a TLS failure says nothing.
            return ((exception.InnerException ?? exception).Message, exception.HttpRequestError == HttpRequestError.SecureConnectionError ? null : usualWait);
        }
    }

    private static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;
}
