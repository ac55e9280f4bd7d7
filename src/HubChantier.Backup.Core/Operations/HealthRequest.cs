using HubChantier.Backup.Health;
using HubChantier.Backup.Retention;

namespace HubChantier.Backup.Operations;

/// <summary>Whose health is asked for, and by which measure.</summary>
public sealed class HealthRequest
{
    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>Absolute path of the backups' folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The configured bucket; null where there is none.</summary>
    public string? Bucket { get; init; }

    /// <summary>What the keys in it begin with.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Address of the configured service; null for AWS.</summary>
    public Uri? EndpointUrl { get; init; }

    /// <summary>What retention keeps, to know whether it is frozen.</summary>
    public required RetentionPolicy Policy { get; init; }

    /// <summary>From when on something counts as wrong.</summary>
    public HealthLimits Limits { get; init; } = new();

    /// <summary>Name of a database to ask from; null for the first that lets us in.</summary>
    public string? MaintenanceDatabase { get; init; }
}
