namespace HubChantier.Backup.Ports;

/// <summary>Bytes to send, with the checksums by which the service compares what arrives.</summary>
/// <param name="Open">Opens them from their beginning; the stream can seek, and is opened again for another try.</param>
/// <param name="Length">How many there are.</param>
/// <param name="Md5">Their MD5.</param>
/// <param name="Sha256">Their SHA-256; empty where <see cref="ObjectChecksum.Md5"/> is enough.</param>
public sealed record ObjectContent(Func<Stream> Open, long Length, ReadOnlyMemory<byte> Md5, ReadOnlyMemory<byte> Sha256);
