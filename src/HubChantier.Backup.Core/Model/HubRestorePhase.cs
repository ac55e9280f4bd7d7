namespace HubChantier.Backup;

/// <summary>One step of a restore.</summary>
public sealed class HubRestorePhase
{
    /// <summary>What was done: <c>Gate</c>, <c>Load</c>, <c>Verify</c>, <c>Analyze</c> …; the same in every language.</summary>
    public required string Name { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Duration.TotalSeconds:0.0} s";
}
