namespace HubChantier.Backup.Postgres;

/// <summary>How far the transaction of a restore in place has come.</summary>
internal enum LoadStep
{
    /// <summary>No transaction is there.</summary>
    None = 0,

    /// <summary>It has begun.</summary>
    Begun = 1,

    /// <summary>What makes way for the dump is done.</summary>
    Prepared = 2,

    /// <summary>The whole dump was carried out.</summary>
    Loaded = 3,

    /// <summary>What was loaded is what the dump holds.</summary>
    Verified = 4,

    /// <summary>Owners and grants were given.</summary>
    AccessGiven = 5,
}
