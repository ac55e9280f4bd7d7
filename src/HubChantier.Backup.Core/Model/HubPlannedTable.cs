namespace HubChantier.Backup;

/// <summary>The rows of one table, in the live database now and in the backup.</summary>
/// <remarks>Rows are counted, not compared: a table with as many rows as before may hold others.</remarks>
public sealed class HubPlannedTable
{
    /// <summary>Schema, unquoted.</summary>
    public required string Schema { get; init; }

    /// <summary>Name, unquoted.</summary>
    public required string Name { get; init; }

    /// <summary>Rows in the live database; null where there is no such table, or the role may not count it.</summary>
    public long? RowsNow { get; init; }

    /// <summary>Whether <see cref="RowsNow"/> is the server's estimate, for a table too large to count.</summary>
    public bool IsEstimate { get; init; }

    /// <summary>Rows in the backup; null where it has no such table, or has no manifest.</summary>
    public long? RowsInBackup { get; init; }

    /// <summary>Rows that the restore takes away: those of the live table beyond the backup's.</summary>
    public long Lost => Math.Max(0, (RowsNow ?? 0) - (RowsInBackup ?? 0));

    /// <summary>Rows that the restore brings back.</summary>
    public long Gained => Math.Max(0, (RowsInBackup ?? 0) - (RowsNow ?? 0));

    /// <inheritdoc/>
    public override string ToString() => $"{Schema}.{Name}: {RowsNow} -> {RowsInBackup}";
}
