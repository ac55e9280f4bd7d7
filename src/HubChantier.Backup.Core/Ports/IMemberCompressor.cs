namespace HubChantier.Backup.Ports;

/// <summary>Compresses one member after the other.</summary>
public interface IMemberCompressor : IDisposable
{
    /// <summary>Compresses a content as one whole member.</summary>
    /// <param name="content">The content.</param>
    /// <param name="member">Where the member is written; grows as needed.</param>
    void Compress(ReadOnlySpan<byte> content, MemoryStream member);
}
