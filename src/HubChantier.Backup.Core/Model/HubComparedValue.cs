namespace HubChantier.Backup;

/// <summary>Something besides the tables in two backups: an extension, a version, the encoding.</summary>
public sealed class HubComparedValue
{
    /// <summary>What it is: <c>PostgreSQL</c>, <c>pg_dump</c>, <c>encoding</c>, <c>owner</c>, <c>extension pg_trgm</c>, <c>large objects</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What became of it.</summary>
    public HubChange Change => (Before, After) switch
    {
        (null, null) => HubChange.Same,
        (null, _) => HubChange.Added,
        (_, null) => HubChange.Removed,
        _ => Before == After ? HubChange.Same : HubChange.Changed,
    };

    /// <summary>As the earlier backup has it; null where it has none.</summary>
    public string? Before { get; init; }

    /// <summary>As the later backup has it; null where it has none.</summary>
    public string? After { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Before} -> {After}";
}
