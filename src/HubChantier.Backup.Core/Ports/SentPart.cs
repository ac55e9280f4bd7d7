namespace HubChantier.Backup.Ports;

/// <summary>A part of an object that the service has taken.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="ETag">The service's ETag of it, without quotes.</param>
/// <param name="Sha256">The service's SHA-256 of it in Base64; null where it gave none.</param>
/// <param name="ETagIsOfContent">Whether the ETag is computed from the content: not where the service encrypts with a key of its own (aws:kms).</param>
public sealed record SentPart(int Number, string ETag, string? Sha256, bool ETagIsOfContent);
