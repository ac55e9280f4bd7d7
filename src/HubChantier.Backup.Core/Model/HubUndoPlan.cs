namespace HubChantier.Backup;

/// <summary>What undoing a restore would do. Making it changes nothing.</summary>
public sealed class HubUndoPlan
{
    /// <summary>Host and port of the server.</summary>
    public required string Server { get; init; }

    /// <summary>The database that was restored.</summary>
    public required string Database { get; init; }

    /// <summary>Name of the backup that it was restored from.</summary>
    public required string BackupName { get; init; }

    /// <summary>When the restore that would be undone ended, UTC.</summary>
    public required DateTimeOffset Restored { get; init; }

    /// <summary>Name of the previous database, which would be in service again.</summary>
    public required string PreviousDatabase { get; init; }

    /// <summary>Name that the database now in service would be kept under; null where none is in service.</summary>
    public string? UndoneDatabase { get; init; }

    /// <summary>Rows in service now and in the previous database, for each table of either.</summary>
    public IReadOnlyList<HubPlannedTable> Tables { get; init; } = [];

    /// <summary>Sessions that would be ended at the moment of the change.</summary>
    public IReadOnlyList<HubSession> Sessions { get; init; } = [];

    /// <summary>Rows that would go out of service, over all tables.</summary>
    public long RowsLost => Tables.Sum(table => table.Lost);

    /// <summary>Rows that would come back, over all tables.</summary>
    public long RowsGained => Tables.Sum(table => table.Gained);

    /// <summary>OID of the database in service; null where there is none.</summary>
    internal uint? LiveOid { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{PreviousDatabase} -> {Database} ({Server})";
}
