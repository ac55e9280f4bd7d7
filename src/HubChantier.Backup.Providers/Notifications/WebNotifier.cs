using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Providers.Notifications;

/// <summary>A channel that takes JSON.</summary>
internal sealed class WebNotifier : INotifier
{
    private readonly Uri _address;
    private readonly Func<Notice, JsonObject> _format;
    private readonly WebSender _sender;

    public WebNotifier(HubNotificationChannel channel, Uri address, Func<Notice, JsonObject> format, WebSender sender)
    {
        Channel = channel;
        _address = address;
        _format = format;
        _sender = sender;
    }

    public HubNotificationChannel Channel { get; }

    public string Host => _address.Authority;

    public Task<string?> SendAsync(Notice notice, CancellationToken token)
    {
        // The serializer writes what is not ASCII as escapes, so that bytes and characters are the same.
        string body = _format(notice).ToJsonString();
        return _sender.PostAsync(_address, () => new StringContent(body, new MediaTypeHeaderValue("application/json")), token);
    }
}
