using System.Net.Mail;

namespace HubChantier.Backup.Ports;

/// <summary>How mail is sent. Holds a secret: never shown, logged or serialised.</summary>
public sealed class MailSettings
{
    /// <summary>The mail server.</summary>
    public required string Host { get; init; }

    /// <summary>Its port, 1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>How the connection is protected.</summary>
    public required MailSecurity Security { get; init; }

    /// <summary>User, or null for a server that asks for none.</summary>
    public string? User { get; init; }

    /// <summary>The user's password; there whenever <see cref="User"/> is, and never with <see cref="MailSecurity.None"/>.</summary>
    public string? Password { get; init; }

    /// <summary>Who sends.</summary>
    public required MailAddress From { get; init; }

    /// <summary>Who receives, at least one.</summary>
    public required IReadOnlyList<MailAddress> To { get; init; }
}
