namespace HubChantier.Backup.Ports;

/// <summary>
/// A format of data files: members that follow one another, each compressed for itself and with a checksum of its content,
/// which the format's own program reads as one text.
/// </summary>
public interface IArchiveCodec
{
    /// <summary>The format.</summary>
    HubCompression Compression { get; }

    /// <summary>The level that is taken where nobody chose one.</summary>
    int DefaultLevel { get; }

    /// <summary>The highest level; the lowest is 1.</summary>
    int MaximumLevel { get; }

    /// <summary>Makes a compressor, which one thread at a time may use.</summary>
    /// <param name="level">1 to <see cref="MaximumLevel"/>.</param>
    IMemberCompressor CreateCompressor(int level);

    /// <summary>
    /// The content of all members of a file, one after the other. Reading throws <see cref="InvalidDataException"/> where a
    /// member is damaged; whether the file is whole is the caller's to find out.
    /// </summary>
    /// <param name="file">The file; not disposed.</param>
    Stream OpenRead(Stream file);
}
