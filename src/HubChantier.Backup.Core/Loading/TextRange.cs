namespace HubChantier.Backup.Loading;

/// <summary>A piece of a dump's text, in bytes from its beginning.</summary>
/// <param name="Start">Offset of the first byte.</param>
/// <param name="End">Offset after the last byte.</param>
internal readonly record struct TextRange(long Start, long End)
{
    /// <summary>Bytes in it.</summary>
    public long Length => End - Start;
}
