namespace HubChantier.Backup.Retention;

/// <summary>What retention would do now; carrying it out is another's work, and does exactly this.</summary>
public sealed class RetentionPlan
{
    /// <summary>One for each backup of the database and source, oldest first.</summary>
    public required IReadOnlyList<HubRetentionDecision> Decisions { get; init; }

    /// <summary>Whether nothing may be removed, whatever its age; <see cref="Warnings"/> says why.</summary>
    public required bool IsFrozen { get; init; }

    /// <summary>What a person should know, as sentences in the user's language.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The backups that go, oldest first.</summary>
    public IEnumerable<HubBackup> Removals
        => Decisions.Where(decision => decision.Action == HubRetentionAction.Remove).Select(decision => decision.Backup);
}
