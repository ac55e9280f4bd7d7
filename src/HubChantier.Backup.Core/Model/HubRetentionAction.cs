namespace HubChantier.Backup;

/// <summary>What retention does with a backup.</summary>
public enum HubRetentionAction
{
    /// <summary>It stays.</summary>
    Keep,

    /// <summary>It goes, with its manifest and all that belongs to it.</summary>
    Remove,
}
