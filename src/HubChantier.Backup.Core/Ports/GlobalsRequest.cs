namespace HubChantier.Backup.Ports;

/// <summary>What pg_dumpall is asked for: the roles and tablespaces of the server, which all its databases share.</summary>
public sealed class GlobalsRequest
{
    /// <summary>A database that lets us in, to ask from.</summary>
    public required string Database { get; init; }

    /// <summary>Whether to take the roles' passwords; only who may read <c>pg_authid</c> can.</summary>
    public required bool WithPasswords { get; init; }
}
