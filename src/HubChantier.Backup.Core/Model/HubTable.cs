namespace HubChantier.Backup;

/// <summary>The rows of one table in a dump, counted from its COPY blocks.</summary>
public sealed class HubTable
{
    /// <summary>Schema, unquoted.</summary>
    public required string Schema { get; init; }

    /// <summary>Name, unquoted. For blocks that pg_dump loads through the partition root, the root's.</summary>
    public required string Name { get; init; }

    /// <summary>Rows in the dump.</summary>
    public required long Rows { get; init; }

    /// <summary>Bytes of COPY text, line ends included, without the closing <c>\.</c>.</summary>
    public required long Bytes { get; init; }

    /// <summary>Where the first row begins, in bytes from the start of the uncompressed SQL.</summary>
    public required long DataStart { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Schema}.{Name}";
}
