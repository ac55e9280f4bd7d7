namespace HubChantier.Backup;

/// <summary>A way by which people, or what watches for them, are told.</summary>
public enum HubNotificationChannel
{
    /// <summary>An incoming webhook of Slack, or of a service that takes the same.</summary>
    Slack,

    /// <summary>A webhook of Discord.</summary>
    Discord,

    /// <summary>A workflow of Microsoft Teams that begins with a webhook.</summary>
    Teams,

    /// <summary>Any address that takes our own JSON.</summary>
    Webhook,

    /// <summary>Mail by SMTP.</summary>
    Mail,

    /// <summary>A ping address as of healthchecks.io: it gives alarm when no ping comes.</summary>
    Ping,
}
