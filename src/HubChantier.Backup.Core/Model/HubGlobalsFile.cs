namespace HubChantier.Backup;

/// <summary><c>FILE.globals.sql</c>: the server's roles with their settings and memberships, and its tablespaces. They have no snapshot: it was read when the backup began.</summary>
public sealed class HubGlobalsFile : HubSideFile
{
    /// <summary>Whether the hashed passwords of the roles are in it; else whoever restores it must set new ones.</summary>
    public required bool HasPasswords { get; init; }
}
