namespace HubChantier.Backup.Loading;

/// <summary>Entries that one session loads, one after the other.</summary>
internal sealed class LoadTask
{
    /// <summary>The entries, in the order of the text.</summary>
    public required IReadOnlyList<LoadEntry> Entries { get; init; }

    /// <summary>Bytes of data that it works on.</summary>
    public required long Weight { get; init; }

    /// <summary>Bytes that those work on that wait for it, one after the other: the most of any row of them.</summary>
    public long Behind { get; set; }

    /// <summary>The families of tables that it works on.</summary>
    public required IReadOnlySet<string> Families { get; init; }

    /// <summary>Whether nobody else may work on those at the same time: ALTER TABLE takes locks that others would wait for, or for each other.</summary>
    public required bool IsExclusive { get; init; }

    /// <summary>Tasks that must be done before it.</summary>
    public IReadOnlyList<LoadTask> After { get; init; } = [];

    /// <summary>Whether two tasks get in each other's way.</summary>
    public bool Conflicts(LoadTask other) => (IsExclusive || other.IsExclusive) && Families.Overlaps(other.Families);
}
