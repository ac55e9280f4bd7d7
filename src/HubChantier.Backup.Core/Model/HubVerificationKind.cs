namespace HubChantier.Backup;

/// <summary>How a backup was proven.</summary>
public enum HubVerificationKind
{
    /// <summary>The files' lengths and checksums were compared; nothing was read through, for nobody gave an identity that opens them.</summary>
    Checksum,

    /// <summary>The whole file was read: checksum, gzip, SQL, trailer, rows.</summary>
    Read,

    /// <summary>The file was restored into a throwaway database and compared there.</summary>
    Drill,
}
