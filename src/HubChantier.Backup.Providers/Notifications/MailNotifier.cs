using System.Globalization;
using System.Net.Sockets;
using HubChantier.Backup.Ports;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace HubChantier.Backup.Providers.Notifications;

/// <summary>Mail by SMTP, with MailKit.</summary>
internal sealed class MailNotifier : INotifier
{
    private readonly MailSettings _settings;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    public MailNotifier(MailSettings settings, TimeSpan timeout, TimeProvider time)
    {
        _settings = settings;
        _timeout = timeout;
        _time = time;
    }

    public HubNotificationChannel Channel => HubNotificationChannel.Mail;

    public string Host => $"{_settings.Host}:{_settings.Port}";

    public async Task<string?> SendAsync(Notice notice, CancellationToken token)
    {
        using CancellationTokenSource expiry = new(_timeout, _time);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(token, expiry.Token);
        using MimeMessage message = MailMessage.Of(notice, _settings);
        // As HttpClient does it: a list of revoked certificates that cannot be had keeps no mail back.
        using SmtpClient client = new() { CheckCertificateRevocation = false };
        try
        {
            await client.ConnectAsync(_settings.Host, _settings.Port, Options(_settings.Security), stop.Token).ConfigureAwait(false);
            if (_settings is { User: { } user, Password: { } password })
            {
                await client.AuthenticateAsync(user, password, stop.Token).ConfigureAwait(false);
            }

            await client.SendAsync(message, stop.Token).ConfigureAwait(false);
            await client.DisconnectAsync(quit: true, stop.Token).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return string.Format(CultureInfo.CurrentCulture, Strings.NoticeNoAnswer, _timeout.TotalSeconds);
        }
        catch (AuthenticationException)
        {
            // What the server says of it may repeat the user.
            return Strings.MailUserRefused;
        }
        catch (SmtpCommandException exception)
        {
            return string.Format(CultureInfo.CurrentCulture, Strings.MailRefused, (int)exception.StatusCode, WithoutPassword(exception.Message));
        }
        catch (Exception exception) when (exception is SslHandshakeException or ProtocolException or SocketException or IOException or NotSupportedException)
        {
            // MailKit explains a refused certificate on many lines.
            return WithoutPassword(exception.Message.Split('\n')[0].Trim());
        }
    }

    private static SecureSocketOptions Options(MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
        // Not "when available": who sits between could say that it is not.
        _ => SecureSocketOptions.StartTls,
    };

    private string WithoutPassword(string text) => _settings.Password is { Length: > 0 } password ? text.Replace(password, "********", StringComparison.Ordinal) : text;
}
