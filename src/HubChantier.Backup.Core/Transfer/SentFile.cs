using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Transfer;

/// <summary>A file that was sent.</summary>
/// <param name="Answer">What the service said of it.</param>
/// <param name="Length">Its length, in bytes.</param>
/// <param name="ETag">The ETag that the service must give it if it computes one as AWS does.</param>
/// <param name="Sha256">The SHA-256 that the service must give it, in its own way of writing it; null where none was sent.</param>
internal sealed record SentFile(StoredObject Answer, long Length, string ETag, string? Sha256);
