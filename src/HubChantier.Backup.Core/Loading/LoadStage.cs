namespace HubChantier.Backup.Loading;

/// <summary>When an entry is loaded, once what comes before all data is there: those of a table wait for its earlier ones, <see cref="Last"/> for all.</summary>
internal enum LoadStage
{
    /// <summary>Rows of a table, large objects.</summary>
    Data,

    /// <summary>Indexes, primary and unique keys.</summary>
    Index,

    /// <summary>Indexes of partitions, attached to those of their roots.</summary>
    Attach,

    /// <summary>Foreign keys.</summary>
    ForeignKey,

    /// <summary>All else, in the order of the text.</summary>
    Last,
}
