namespace HubChantier.Backup.Postgres;

/// <summary>What must be there at the end of a load, before its transaction is committed.</summary>
internal sealed class LoadExpectation
{
    /// <summary>Tables and their rows, by the names they have in the database.</summary>
    public required IReadOnlyList<HubTable> Tables { get; init; }

    /// <summary>Sequences and their values.</summary>
    public IReadOnlyList<HubSequence> Sequences { get; init; } = [];

    /// <summary>How many large objects the role owns; null where others than the load's may be there.</summary>
    public long? LargeObjects { get; init; }

    /// <summary>How many constraints are not valid; null for no matter how many.</summary>
    public int? NotValidConstraints { get; init; }

    /// <summary>How many materialised views are populated; null for no matter how many.</summary>
    public int? RefreshedViews { get; init; }

    /// <summary>The only schema in which indexes are looked at; null for all of the role's own.</summary>
    public string? Schema { get; init; }
}
