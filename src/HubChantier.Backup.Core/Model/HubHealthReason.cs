namespace HubChantier.Backup;

/// <summary>One thing that is wrong.</summary>
public sealed class HubHealthReason
{
    /// <summary>What it is.</summary>
    public required HubHealthProblem Id { get; init; }

    /// <summary>How bad it is; never <see cref="HubHealthStatus.Healthy"/>.</summary>
    public required HubHealthStatus Severity { get; init; }

    /// <summary>What is wrong, in a sentence with the names and numbers in it.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Recommendation { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Message;
}
