namespace HubChantier.Backup.Ports;

/// <summary>How a server is reached. Holds a password: never shown, logged or serialised.</summary>
public sealed class ConnectionSettings
{
    /// <summary>Host name, address or socket folder.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port, or the number in the socket's name.</summary>
    public required int Port { get; init; }

    /// <summary>Name of the Docker Compose service in which the server runs and is reached; null where host and port say how.</summary>
    public string? ComposeService { get; init; }

    /// <summary>Role.</summary>
    public required string User { get; init; }

    /// <summary>Password, or null: then the password file is asked, as libpq does.</summary>
    public string? Password { get; init; }

    /// <summary>Path of a password file in libpq's format, or null for libpq's own place.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>libpq's <c>sslmode</c>, or null for libpq's default.</summary>
    public string? SslMode { get; init; }

    /// <summary>Path of the root certificate, or null for libpq's default.</summary>
    public string? SslRootCertificate { get; init; }

    /// <summary>Name that every session of the run carries, at most 63 ASCII bytes.</summary>
    public required string ApplicationName { get; init; }

    /// <summary>Where, for people: never the user or the password.</summary>
    public override string ToString() => ComposeService is null ? $"{Host}:{Port}" : "compose:" + ComposeService;
}
