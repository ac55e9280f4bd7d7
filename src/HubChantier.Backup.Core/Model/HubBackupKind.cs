namespace HubChantier.Backup;

/// <summary>Why a backup was made. Written in the manifest by name; later versions may add names.</summary>
public enum HubBackupKind
{
    /// <summary>By a person or a script that did not say otherwise.</summary>
    Manual,

    /// <summary>By a schedule.</summary>
    Scheduled,

    /// <summary>By a restore, of the live database, before it was replaced.</summary>
    Safety,
}
