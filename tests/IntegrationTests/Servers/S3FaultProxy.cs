using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>
/// Stands on loopback before an S3 server, writes down what it is asked, and does faults. Requests go on with the Host that they came with: it is
/// signed, and the server checks the signature against the Host that it gets.
/// </summary>
public sealed class S3FaultProxy : IDisposable
{
    private readonly Uri _server;
    private readonly X509Certificate2? _certificate;
    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<S3Request> _requests = new();
    private readonly ConcurrentQueue<S3Rule> _rules = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;

    /// <summary>Begins to listen.</summary>
    /// <param name="server">Where requests go.</param>
    /// <param name="https">Speaks TLS with a certificate that nobody trusts.</param>
    public S3FaultProxy(Uri server, bool https = false)
    {
        _server = server;
        _certificate = https ? SelfSigned() : null;
        _listener.Start();
        Endpoint = new Uri($"{(https ? "https" : "http")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Endpoint { get; }

    /// <summary>All requests so far, in the order in which they came.</summary>
    public S3Request[] Requests => [.. _requests];

    /// <summary>Does something to the first requests that match; of several rules for a request the first one counts that is not used up.</summary>
    /// <param name="method">GET, PUT …; null: any.</param>
    /// <param name="text">What path and query contain, such as <c>partNumber=2</c>; empty: anything.</param>
    /// <param name="fault">What happens to them.</param>
    /// <param name="times">Only so many of them.</param>
    public S3Rule When(string? method, string text, S3Fault fault, int times = int.MaxValue)
    {
        S3Rule rule = new(method, text, fault, times);
        _rules.Enqueue(rule);
        return rule;
    }

    /// <summary>Passes on everything from now on.</summary>
    public void Clear() => _rules.Clear();

    public void Dispose()
    {
        _end.Cancel();
        Task.WaitAll([_accepting, .. _connections]);
        // Not before: the loop may be about to accept, which a listener that is gone takes for a mistake.
        _listener.Dispose();
        _end.Dispose();
        _certificate?.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using Socket closing = socket;
        try
        {
            using Stream client = await OpenAsync(socket);
            using HttpMessages requests = new(client);
            while (await requests.ReadHeadAsync(_end.Token) is HttpHead head && await PassAsync(head, requests, client, socket))
            {
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client has gone, does not trust us, or the test is over.
        }
    }

    private async Task<Stream> OpenAsync(Socket socket)
    {
        socket.NoDelay = true;
        NetworkStream plain = new(socket);
        if (_certificate is null)
        {
            return plain;
        }

        SslStream secure = new(plain);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _end.Token);
        return secure;
    }

    /// <summary>One request and its answer; false if the connection ends with it.</summary>
    private async Task<bool> PassAsync(HttpHead head, HttpMessages requests, Stream client, Socket socket)
    {
        S3Request request = S3Request.Of(head);
        _requests.Enqueue(request);
        S3Fault? fault = _rules.FirstOrDefault(rule => rule.Takes(request))?.Fault;
        if (head["Expect"] is not null)
        {
            // The proxy wants the body whatever the server thinks of the head.
            head.Remove("Expect");
            await client.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), _end.Token);
        }

        if (fault is { Stalls: true })
        {
            await Task.Delay(Timeout.Infinite, _end.Token);
        }

        if (fault?.Status is int status)
        {
            await requests.CopyBodyAsync(head, Stream.Null, long.MaxValue, _end.Token);
            await client.WriteAsync(OwnAnswer(status, fault, request), _end.Token);
            return true;
        }

        if (fault?.ResetAfter is long bytes)
        {
            await requests.CopyBodyAsync(head, Stream.Null, bytes, _end.Token);
            return Reset(socket);
        }

        using TcpClient server = new() { NoDelay = true };
        await server.ConnectAsync(_server.Host, _server.Port, _end.Token);
        NetworkStream upstream = server.GetStream();
        await upstream.WriteAsync(head.ToBytes(), _end.Token);
        await requests.CopyBodyAsync(head, upstream, long.MaxValue, _end.Token);
        using HttpMessages answers = new(upstream);
        HttpHead answer = await answers.ReadHeadAsync(_end.Token) ?? throw new EndOfStreamException();
        if (fault is { LosesAnswer: true })
        {
            return Reset(socket);
        }

        if (fault?.Header is (string name, string value))
        {
            answer.Replace(name, value);
        }

        await client.WriteAsync(answer.ToBytes(), _end.Token);
        if (request.Method != "HEAD")
        {
            await answers.CopyBodyAsync(answer, client, fault?.CutAfter ?? long.MaxValue, _end.Token);
        }

        return fault is not { CutAfter: < long.MaxValue };
    }

    private static bool Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        return false;
    }

    private static byte[] OwnAnswer(int status, S3Fault fault, S3Request request)
    {
        string xml = request.Method == "HEAD"
            ? ""
            : $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{fault.Code}</Code><Message>{fault.Code}</Message><Resource>{request.Path}</Resource><RequestId>1</RequestId></Error>";
        string date = (DateTime.UtcNow + fault.Skew).ToString("r", CultureInfo.InvariantCulture);
        string wait = fault.RetryAfter is int seconds ? $"Retry-After: {seconds}\r\n" : "";
        return Encoding.ASCII.GetBytes($"HTTP/1.1 {status} {fault.Code}\r\nContent-Type: application/xml\r\nContent-Length: {xml.Length}\r\nDate: {date}\r\n{wait}\r\n{xml}");
    }

    private static X509Certificate2 SelfSigned()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
