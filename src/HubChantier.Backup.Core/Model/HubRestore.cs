namespace HubChantier.Backup;

/// <summary>A restore that was carried out: what was loaded where, and what was verified there.</summary>
public sealed class HubRestore
{
    /// <summary>The backup that was restored.</summary>
    public required HubBackup Backup { get; init; }

    /// <summary>The database that now holds the backup's data.</summary>
    public required string Database { get; init; }

    /// <summary>Host and port of the server.</summary>
    public required string Server { get; init; }

    /// <summary>When the restore began, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When the restored database stood under its name, UTC.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>Rows of each table: expected from the manifest, found in the restored database.</summary>
    public required IReadOnlyList<HubRestoredTable> Tables { get; init; }

    /// <summary>The steps, in order, and the time each took.</summary>
    public required IReadOnlyList<HubRestorePhase> Phases { get; init; }

    /// <summary>Rows that the backup holds.</summary>
    public long RowsExpected => Tables.Sum(table => table.Expected);

    /// <summary>Rows found in the restored database.</summary>
    public long RowsFound => Tables.Sum(table => table.Found);

    /// <summary>How long the whole took.</summary>
    public TimeSpan Duration => Finished - Started;

    /// <inheritdoc/>
    public override string ToString() => $"{Backup.Name} -> {Database}";
}
