namespace HubChantier.Backup;

/// <summary>A PostgreSQL server and one database of it, as they were when the dump was made.</summary>
public sealed class HubServer
{
    /// <summary>Host name, address or socket folder; never a user or a password.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port, or the number in the socket's name.</summary>
    public required int Port { get; init; }

    /// <summary><c>server_version</c>, such as <c>16.10</c>.</summary>
    public required string Version { get; init; }

    /// <summary><c>server_version_num</c>, such as 160010.</summary>
    public required int VersionNumber { get; init; }

    /// <summary><c>system_identifier</c> of <c>pg_control_system()</c>; null where the role may not ask.</summary>
    public string? SystemIdentifier { get; init; }

    /// <summary>Encoding of the database, such as <c>UTF8</c>.</summary>
    public required string Encoding { get; init; }

    /// <summary><c>LC_COLLATE</c> of the database.</summary>
    public required string Collate { get; init; }

    /// <summary><c>LC_CTYPE</c> of the database.</summary>
    public required string Ctype { get; init; }

    /// <summary>Locale provider: <c>libc</c>, <c>icu</c> or <c>builtin</c>.</summary>
    public required string LocaleProvider { get; init; }

    /// <summary>ICU or builtin locale of the database, or null.</summary>
    public string? Locale { get; init; }

    /// <summary>Role that owns the database.</summary>
    public required string Owner { get; init; }

    /// <summary>The major version: 16 of 160010.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int Major => VersionNumber / 10000;

    /// <inheritdoc/>
    public override string ToString() => $"PostgreSQL {Version} ({Host}:{Port})";
}
