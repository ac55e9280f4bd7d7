using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Providers.Notifications;

/// <summary>
/// A ping address as healthchecks.io has it ("Pinging API"): itself for success, <c>/start</c> when a run begins, <c>/fail</c> for a failure, <c>/log</c> for
/// what changes nothing. The body is kept with the ping.
/// </summary>
internal sealed class PingNotifier : INotifier
{
    /// <summary>What an installation of one's own keeps by default is 10,000 bytes; a character may have three.</summary>
    private const int MostCharacters = 3000;

    private readonly Uri _address;
    private readonly WebSender _sender;

    public PingNotifier(Uri address, WebSender sender)
    {
        _address = address;
        _sender = sender;
    }

    public HubNotificationChannel Channel => HubNotificationChannel.Ping;

    public string Host => _address.Authority;

    public Task<string?> SendAsync(Notice notice, CancellationToken token)
    {
        string text = NoticeText.Lines(NoticeText.Whole(notice), MostCharacters);
        return _sender.PostAsync(AddressFor(notice.Status), () => new StringContent(text), token);
    }

    private Uri AddressFor(HubNotificationStatus status)
    {
        string suffix = status switch
        {
            HubNotificationStatus.Started => "/start",
            HubNotificationStatus.Failed => "/fail",
            HubNotificationStatus.Succeeded or HubNotificationStatus.Recovered => "",
            _ => "/log",
        };
        UriBuilder address = new(_address);
        address.Path = address.Path.TrimEnd('/') + suffix;
        return address.Uri;
    }
}
