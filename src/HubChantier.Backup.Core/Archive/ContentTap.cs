namespace HubChantier.Backup.Archive;

/// <summary>Sees the content of an archive as it passes through, every byte once and in order.</summary>
/// <param name="chunk">The next bytes; valid during the call only.</param>
public delegate void ContentTap(ReadOnlySpan<byte> chunk);
