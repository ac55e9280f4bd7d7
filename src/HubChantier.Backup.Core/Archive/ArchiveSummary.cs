namespace HubChantier.Backup.Archive;

/// <summary>What became known of an archive while it passed through.</summary>
public sealed class ArchiveSummary
{
    /// <summary>Length of the file as it lies on the disk, in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Length of the content, in bytes.</summary>
    public required long UncompressedLength { get; init; }

    /// <summary>SHA-256 of the file as it lies on the disk, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }
}
