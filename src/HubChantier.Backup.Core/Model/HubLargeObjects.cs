namespace HubChantier.Backup;

/// <summary>The large objects of a dump.</summary>
public sealed class HubLargeObjects
{
    /// <summary>How many there are.</summary>
    public long Count { get; init; }

    /// <summary>Bytes in all of them.</summary>
    public long Bytes { get; init; }
}
