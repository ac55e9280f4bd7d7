namespace HubChantier.Backup;

/// <summary>An extension of a database.</summary>
public sealed class HubExtension
{
    /// <summary>Name, as in <c>pg_extension</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Version, as in <c>pg_extension</c>.</summary>
    public required string Version { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Version}";
}
