using System.Text.Json.Nodes;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Providers.Notifications;

/// <summary>Makes the channels that the settings name.</summary>
internal static class Notifiers
{
    public static IReadOnlyList<INotifier> Create(NotifierSettings settings, TimeProvider time)
    {
        WebSender sender = new(settings.Timeout, time);
        List<INotifier> notifiers = [];
        AddWeb(HubNotificationChannel.Slack, settings.SlackUrl, SlackMessage.Of);
        AddWeb(HubNotificationChannel.Discord, settings.DiscordUrl, DiscordMessage.Of);
        AddWeb(HubNotificationChannel.Teams, settings.TeamsUrl, TeamsMessage.Of);
        AddWeb(HubNotificationChannel.Webhook, settings.WebhookUrl, WebhookMessage.Of);
        if (settings.Mail is { } mail)
        {
            notifiers.Add(new MailNotifier(mail, settings.Timeout, time));
        }

        if (settings.PingUrl is { } ping)
        {
            notifiers.Add(new PingNotifier(ping, sender));
        }

        return notifiers;

        void AddWeb(HubNotificationChannel channel, Uri? address, Func<Notice, JsonObject> format)
        {
            if (address is not null)
            {
                notifiers.Add(new WebNotifier(channel, address, format, sender));
            }
        }
    }
}
