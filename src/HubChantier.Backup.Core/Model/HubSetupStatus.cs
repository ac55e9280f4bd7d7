namespace HubChantier.Backup;

/// <summary>What a check of the set-up found.</summary>
public enum HubSetupStatus
{
    /// <summary>As it should be.</summary>
    Passed,

    /// <summary>Backups work, but something should be otherwise before it is needed.</summary>
    Warning,

    /// <summary>A backup, or a restore of one, would fail.</summary>
    Failed,

    /// <summary>Not looked at; the message says why.</summary>
    Skipped,
}
