namespace HubChantier.Backup;

/// <summary>A sequence and the value that the dump sets it to.</summary>
public sealed class HubSequence
{
    /// <summary>Schema, unquoted.</summary>
    public required string Schema { get; init; }

    /// <summary>Name, unquoted.</summary>
    public required string Name { get; init; }

    /// <summary>The sequence's <c>last_value</c>.</summary>
    public required long Value { get; init; }

    /// <summary>Whether <see cref="Value"/> was given out already (<c>is_called</c>).</summary>
    public required bool IsCalled { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Schema}.{Name}";
}
