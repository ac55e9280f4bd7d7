namespace HubChantier.Backup;

/// <summary>What a restore would do, and to whom. Making it changes nothing.</summary>
public sealed class HubRestorePlan
{
    /// <summary>The backup that would be restored.</summary>
    public required HubBackup Backup { get; init; }

    /// <summary>Host and port of the server.</summary>
    public required string Server { get; init; }

    /// <summary>Version of the server, such as <c>16.10</c>.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>Name of the database that would hold the backup's data.</summary>
    public required string Database { get; init; }

    /// <summary>Whether a database of that name is there now, which the restore would set aside.</summary>
    public required bool ReplacesLive { get; init; }

    /// <summary>Whether the backup would be loaded into the live database itself, in one transaction: an outage for the whole load, and no way back but the safety backup.</summary>
    public bool InPlace { get; init; }

    /// <summary>Size of the live database on the server's disk, in bytes; null where there is none.</summary>
    public long? LiveSize { get; init; }

    /// <summary>Bytes that the restored database will take, by estimate.</summary>
    public required long NeededBytes { get; init; }

    /// <summary>Bytes free on the server's disk; null where that cannot be measured from here.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>Name of the database that is loaded and verified before anything changes.</summary>
    public required string SideDatabase { get; init; }

    /// <summary>Name that the live database would be kept under; null where there is none.</summary>
    public string? PreviousDatabase { get; init; }

    /// <summary>Name of the safety backup that would be made first; null where none would.</summary>
    public string? SafetyBackup { get; init; }

    /// <summary>Folder of the safety backup; null where none would be made.</summary>
    public string? SafetyFolder { get; init; }

    /// <summary>Rows now and in the backup, for each table of either.</summary>
    public IReadOnlyList<HubPlannedTable> Tables { get; init; } = [];

    /// <summary>Roles of the backup's globals that the server does not have, and that would be made before the load; they stay if the restore fails.</summary>
    public IReadOnlyList<string> RolesToCreate { get; init; } = [];

    /// <summary>Sessions that would be ended at the moment of the change.</summary>
    public IReadOnlyList<HubSession> Sessions { get; init; } = [];

    /// <summary>Databases that earlier restores of this one set aside and that are still kept.</summary>
    public IReadOnlyList<HubKeptDatabase> KeptDatabases { get; init; } = [];

    /// <summary>What a person should know before saying yes, in the user's language.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Rows that the restore would take away, over all tables.</summary>
    public long RowsLost => Tables.Sum(table => table.Lost);

    /// <summary>Rows that the restore would bring back, over all tables.</summary>
    public long RowsGained => Tables.Sum(table => table.Gained);

    /// <summary>When the plan was made, UTC; the names in it carry this time.</summary>
    public required DateTimeOffset Made { get; init; }

    /// <summary>OID of the live database; null where there is none.</summary>
    internal uint? LiveOid { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Backup.Name} -> {Database} ({Server})";
}
