namespace HubChantier.Backup;

/// <summary>A restore that was carried out: what was loaded where, what was verified there, and the way back.</summary>
/// <remarks>
/// Read again from the server by Get-HubRestore it tells only what the kept database's mark does: names and times, no tables and no phases.
/// </remarks>
public sealed class HubRestore
{
    /// <summary>Identity of the run.</summary>
    public required Guid Id { get; init; }

    /// <summary>What became of it.</summary>
    public required HubRestoreState State { get; init; }

    /// <summary>The backup that was restored; null where only its name is known.</summary>
    public HubBackup? Backup { get; init; }

    /// <summary>Name of the backup that was restored.</summary>
    public required string BackupName { get; init; }

    /// <summary>The database that was restored.</summary>
    public required string Database { get; init; }

    /// <summary>Name under which the database before the restore is kept; null where there was none, or it is gone.</summary>
    public string? PreviousDatabase { get; init; }

    /// <summary>Name under which the restored database is kept after an undo; null before one.</summary>
    public string? UndoneDatabase { get; init; }

    /// <summary>Size of the kept database on the server's disk, in bytes; null where none is, or the role may not ask.</summary>
    public long? KeptSize { get; init; }

    /// <summary>The safety backup that was made before; null where none was, or only its name is known.</summary>
    public HubBackup? SafetyBackup { get; init; }

    /// <summary>Name of the safety backup; null where none was made.</summary>
    public string? SafetyBackupName { get; init; }

    /// <summary>Host and port of the server.</summary>
    public required string Server { get; init; }

    /// <summary>When the restore began, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When the database stood under its name, UTC.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>How long the name was out of service during the change-over; null where no live database was replaced.</summary>
    public TimeSpan? Outage { get; init; }

    /// <summary>Sessions that loaded the backup; 0 where that is not known any more.</summary>
    public int Jobs { get; init; }

    /// <summary>Rows of each table: expected from the manifest, found in the restored database.</summary>
    public IReadOnlyList<HubRestoredTable> Tables { get; init; } = [];

    /// <summary>The steps, in order, and the time each took.</summary>
    public IReadOnlyList<HubRestorePhase> Phases { get; init; } = [];

    /// <summary>Name of the kept database, whichever it is; null where none is kept.</summary>
    public string? KeptDatabase => UndoneDatabase ?? PreviousDatabase;

    /// <summary>What of the backup was left out or did not come along, a sentence each; empty as a rule.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Rows that the backup holds.</summary>
    public long RowsExpected => Tables.Sum(table => table.Expected);

    /// <summary>Rows found in the restored database.</summary>
    public long RowsFound => Tables.Sum(table => table.Found);

    /// <summary>How long the whole took.</summary>
    public TimeSpan Duration => Finished - Started;

    /// <inheritdoc/>
    public override string ToString() => $"{BackupName} -> {Database}";
}
