namespace HubChantier.Backup;

/// <summary>One table in two backups.</summary>
/// <remarks>Rows and bytes are counted, not compared: a table with as many as before may hold others.</remarks>
public sealed class HubComparedTable
{
    /// <summary>Schema, unquoted.</summary>
    public required string Schema { get; init; }

    /// <summary>Name, unquoted.</summary>
    public required string Name { get; init; }

    /// <summary>What became of it.</summary>
    public HubChange Change => (RowsBefore, RowsAfter) switch
    {
        (null, _) => HubChange.Added,
        (_, null) => HubChange.Removed,
        _ => RowsBefore == RowsAfter && BytesBefore == BytesAfter ? HubChange.Same : HubChange.Changed,
    };

    /// <summary>Rows in the earlier backup; null where it has no such table.</summary>
    public long? RowsBefore { get; init; }

    /// <summary>Rows in the later backup; null where it has no such table.</summary>
    public long? RowsAfter { get; init; }

    /// <summary>Rows that came; negative where they went.</summary>
    public long Rows => (RowsAfter ?? 0) - (RowsBefore ?? 0);

    /// <summary>Bytes of the data as text in the earlier backup; null where it has no such table.</summary>
    public long? BytesBefore { get; init; }

    /// <summary>Bytes of the data as text in the later backup; null where it has no such table.</summary>
    public long? BytesAfter { get; init; }

    /// <summary>Bytes that came; negative where they went.</summary>
    public long Bytes => (BytesAfter ?? 0) - (BytesBefore ?? 0);

    /// <inheritdoc/>
    public override string ToString() => $"{Schema}.{Name}: {RowsBefore} -> {RowsAfter}";
}
