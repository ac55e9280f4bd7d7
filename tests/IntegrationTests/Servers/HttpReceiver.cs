using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A web server on loopback that keeps what it is sent and answers as a test asks.</summary>
public sealed class HttpReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;
    private readonly ConcurrentQueue<Received> _received = [];
    private readonly Func<int, HttpListenerResponse, Task> _answer;

    /// <summary>Starts it.</summary>
    /// <param name="answer">Answers the request of a number, from 1 on; 200 without it.</param>
    public HttpReceiver(Func<int, HttpListenerResponse, Task>? answer = null)
    {
        _answer = answer ?? ((_, _) => Task.CompletedTask);
        Port = FreePort();
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port { get; }

    public string Host => $"127.0.0.1:{Port}";

    public string Address => "http://" + Host;

    public IReadOnlyList<Received> Requests => [.. _received];

    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        _listener.Close();
        _serving.GetAwaiter().GetResult();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                using StreamReader reader = new(context.Request.InputStream);
                _received.Enqueue(new Received(context.Request.HttpMethod, context.Request.RawUrl!, context.Request.ContentType, await reader.ReadToEndAsync()));
                await _answer(_received.Count, context.Response);
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    /// <summary>A request as it came.</summary>
    public sealed record Received(string Method, string Path, string? ContentType, string Body);
}
