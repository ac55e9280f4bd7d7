namespace HubChantier.Backup;

/// <summary>By what a copy was compared after its upload, the strongest first.</summary>
public enum HubCopyCheck
{
    /// <summary>The SHA-256 that the service computed of what arrived.</summary>
    Checksum,

    /// <summary>The ETag: the MD5 of what arrived, or of its parts' MD5s.</summary>
    ETag,

    /// <summary>Only the length: the service gives no checksum that can be computed here, as with keys of its own for encryption.</summary>
    Length,
}
