using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A mail server on loopback (RFC 5321, 3207, 4954: what a client needs of them) that keeps what it is sent.</summary>
public sealed class SmtpReceiver : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2? _certificate;
    private readonly string? _login;
    private readonly ConcurrentQueue<string> _messages = [];
    private readonly ConcurrentQueue<string> _commands = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    /// <summary>Starts it.</summary>
    /// <param name="certificate">Offers STARTTLS with it; without one no TLS.</param>
    /// <param name="login">User and password with a colon between them, without which it takes no mail.</param>
    public SmtpReceiver(X509Certificate2? certificate = null, string? login = null)
    {
        _certificate = certificate;
        _login = login;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The mails, headers and body as they came.</summary>
    public IReadOnlyList<string> Messages => [.. _messages];

    /// <summary>The commands, each with <c>TLS</c> before it that came encrypted.</summary>
    public IReadOnlyList<string> Commands => [.. _commands];

    public void Dispose()
    {
        // Not the listener first: between two clients it would be asked for the next one when it is gone.
        _end.Cancel();
        _serving.GetAwaiter().GetResult();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
                try
                {
                    await TalkAsync(client.GetStream());
                }
                catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
                {
                    // A client that does not like the certificate goes.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test has ended.
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        bool isEncrypted = false;
        bool isKnown = _login is null;
        await SayAsync(stream, "220 receiver");
        while (await ReadLineAsync(stream) is { } line)
        {
            _commands.Enqueue(isEncrypted ? "TLS " + line : line);
            string[] words = line.Split(' ');
            switch (words[0].ToUpperInvariant())
            {
                case "EHLO":
                    string offers = (_certificate is not null && !isEncrypted ? "250-STARTTLS\r\n" : "") + (_login is not null && isEncrypted ? "250-AUTH PLAIN\r\n" : "");
                    await SayAsync(stream, $"250-receiver\r\n{offers}250 8BITMIME");
                    break;
                case "STARTTLS":
                    await SayAsync(stream, "220 go on");
                    SslStream encrypted = new(stream);
                    await encrypted.AuthenticateAsServerAsync(_certificate!);
                    (stream, isEncrypted) = (encrypted, true);
                    break;
                case "AUTH":
                    isKnown = Encoding.UTF8.GetString(Convert.FromBase64String(words[2])).TrimStart('\0').Replace('\0', ':') == _login;
                    await SayAsync(stream, isKnown ? "235 welcome" : $"535 not you: {words[2]}");
                    break;
                case "DATA":
                    await SayAsync(stream, "354 go on");
                    StringBuilder message = new();
                    for (string? text = await ReadLineAsync(stream); text is not null and not "."; text = await ReadLineAsync(stream))
                    {
                        message.Append(text).Append('\n');
                    }

                    _messages.Enqueue(message.ToString());
                    await SayAsync(stream, "250 taken");
                    break;
                case "QUIT":
                    await SayAsync(stream, "221 bye");
                    return;
                default:
                    await SayAsync(stream, isKnown ? "250 well" : "530 who are you");
                    break;
            }
        }
    }

    private static async Task SayAsync(Stream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"));

    private static async Task<string?> ReadLineAsync(Stream stream)
    {
        List<byte> line = [];
        byte[] one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            if (one[0] == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(one[0]);
        }

        return null;
    }
}
