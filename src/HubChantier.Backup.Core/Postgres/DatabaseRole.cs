namespace HubChantier.Backup.Postgres;

/// <summary>What a database that a run of ours made or moved aside is there for.</summary>
internal enum DatabaseRole
{
    /// <summary>A restore or a drill loads into it; it belongs to nobody once that run is dead.</summary>
    Side,

    /// <summary>The live one before a restore; kept so that the restore can be undone.</summary>
    Previous,

    /// <summary>A restored one after its restore was undone; kept until somebody removes it.</summary>
    Undone,
}
