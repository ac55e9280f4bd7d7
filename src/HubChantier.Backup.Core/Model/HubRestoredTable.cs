namespace HubChantier.Backup;

/// <summary>The rows of one table after a restore, beside those that the backup promised.</summary>
public sealed class HubRestoredTable
{
    /// <summary>Schema, unquoted.</summary>
    public required string Schema { get; init; }

    /// <summary>Name, unquoted.</summary>
    public required string Name { get; init; }

    /// <summary>Rows in the backup.</summary>
    public required long Expected { get; init; }

    /// <summary>Rows in the restored database.</summary>
    public required long Found { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Schema}.{Name}: {Found}/{Expected}";
}
