namespace HubChantier.Backup;

/// <summary><c>FILE.access.sql</c>: the owners, grants and default privileges that the data file leaves out, of the same snapshot.</summary>
public sealed class HubAccessFile : HubSideFile
{
    /// <summary>Every role that it names, once: a server without one of them cannot take all of the file.</summary>
    public required IReadOnlyList<string> Roles { get; init; }
}
