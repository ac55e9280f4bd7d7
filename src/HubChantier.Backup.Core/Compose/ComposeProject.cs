namespace HubChantier.Backup.Compose;

/// <summary>A service of a Docker Compose project: the container in which PostgreSQL runs.</summary>
public sealed class ComposeProject
{
    /// <summary>Absolute paths of the compose files, in their order; at least one. Compose takes the first one's folder as the project's.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>Absolute path of the env file that compose reads in place of the project's <c>.env</c>, or null for that one.</summary>
    public string? EnvFile { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Service} ({string.Join(Path.PathSeparator, Files)})";
}
