namespace HubChantier.Backup.Ports;

/// <summary>How the connection to a mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>TLS after the greeting, and no mail without it (RFC 3207).</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314).</summary>
    Tls,

    /// <summary>Not at all: for a server on this machine.</summary>
    None,
}
