namespace HubChantier.Backup;

/// <summary>Whether a backup is whole, and who vouches for it.</summary>
public enum HubBackupState
{
    /// <summary>The manifest, which is written last, is there: the backup was finished and checked.</summary>
    Complete,

    /// <summary>The data file is not of the length that its manifest gives.</summary>
    Damaged,

    /// <summary>A file named as the old scripts named theirs, without a manifest: nobody vouches for it.</summary>
    Legacy,

    /// <summary>In a bucket: an object with a backup's name, but without the manifest, which is sent last. It is not a copy.</summary>
    Incomplete,
}
