namespace HubChantier.Backup;

/// <summary>A file beside a backup's data file, with a name of its own made from that file's. It comes, moves and goes with the backup.</summary>
public abstract class HubSideFile
{
    /// <summary>Its length, in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Its SHA-256, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }
}
