namespace HubChantier.Backup.Archive;

/// <summary>
/// Where the gzip members of an archive begin. All members hold the same number of content bytes, the last one fewer, so
/// that byte n of the content lies in member n / <see cref="UncompressedSize"/>.
/// </summary>
public sealed class MemberIndex
{
    /// <summary>Content bytes in each member but the last.</summary>
    public required int UncompressedSize { get; init; }

    /// <summary>Where each member begins, in bytes from the start of the file; of an encrypted file, of what is inside.</summary>
    public required IReadOnlyList<long> Offsets { get; init; }
}
