namespace HubChantier.Backup;

/// <summary>What became of something from one backup to another.</summary>
public enum HubChange
{
    /// <summary>It is in both, and nothing that a manifest tells is different.</summary>
    Same,

    /// <summary>It is in both, and different.</summary>
    Changed,

    /// <summary>It is only in the later one.</summary>
    Added,

    /// <summary>It is only in the earlier one.</summary>
    Removed,
}
