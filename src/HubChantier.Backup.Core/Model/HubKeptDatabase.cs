namespace HubChantier.Backup;

/// <summary>A database that an earlier restore set aside and that is still there.</summary>
public sealed class HubKeptDatabase
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its size on the server's disk, in bytes; null where the role may not ask.</summary>
    public long? Size { get; init; }

    /// <summary>Since when it is kept, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
