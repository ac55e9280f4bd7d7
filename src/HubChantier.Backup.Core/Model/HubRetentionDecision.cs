namespace HubChantier.Backup;

/// <summary>What retention does with one backup, and why.</summary>
public sealed class HubRetentionDecision
{
    /// <summary>The backup.</summary>
    public required HubBackup Backup { get; init; }

    /// <summary>Whether it stays or goes.</summary>
    public required HubRetentionAction Action { get; init; }

    /// <summary>Why, for scripts.</summary>
    public required HubRetentionReason Reason { get; init; }

    /// <summary>Why, as a sentence in the user's language.</summary>
    public required string Message { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Action} {Backup.Name}: {Message}";
}
