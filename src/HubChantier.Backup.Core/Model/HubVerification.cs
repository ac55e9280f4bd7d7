namespace HubChantier.Backup;

/// <summary>One proof, or failed proof, that a backup is good.</summary>
public sealed class HubVerification
{
    /// <summary>When the proof ended, UTC.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>What was done.</summary>
    public required HubVerificationKind Kind { get; init; }

    /// <summary>Whether the backup stood it.</summary>
    public required bool Passed { get; init; }

    /// <summary>What was wrong; null where nothing was.</summary>
    public string? Message { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {(Passed ? "passed" : "failed")} {Finished:u}";
}
