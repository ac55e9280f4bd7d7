namespace HubChantier.Backup;

/// <summary>One check of the set-up and what it found.</summary>
public sealed class HubSetupCheck
{
    /// <summary>What it is about.</summary>
    public required HubSetupCategory Category { get; init; }

    /// <summary>Name of the check, or of the setting that was checked; the same in every language, and unlike any other's.</summary>
    public required string Name { get; init; }

    /// <summary>What was found.</summary>
    public required HubSetupStatus Status { get; init; }

    /// <summary>What was found, in a sentence without a secret.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it: SQL or a command to paste, with what there is to say about it as its comment; null where there is nothing to do.</summary>
    public string? Recommendation { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Status}: {Category}/{Name}";
}
