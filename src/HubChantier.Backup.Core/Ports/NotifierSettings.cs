namespace HubChantier.Backup.Ports;

/// <summary>Where notices go. Holds secrets, the addresses among them: never shown, logged or serialised.</summary>
public sealed class NotifierSettings
{
    /// <summary>Incoming webhook of Slack, or null.</summary>
    public Uri? SlackUrl { get; init; }

    /// <summary>Webhook of Discord, or null.</summary>
    public Uri? DiscordUrl { get; init; }

    /// <summary>Webhook of a workflow of Teams, or null.</summary>
    public Uri? TeamsUrl { get; init; }

    /// <summary>Address that takes our JSON, or null.</summary>
    public Uri? WebhookUrl { get; init; }

    /// <summary>Ping address, without <c>/start</c> and <c>/fail</c>, or null.</summary>
    public Uri? PingUrl { get; init; }

    /// <summary>How mail is sent, or null.</summary>
    public MailSettings? Mail { get; init; }

    /// <summary>Whether success is told, too; pings are sent in any case.</summary>
    public bool TellsSuccess { get; init; }

    /// <summary>What one channel may take, with all its tries.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
