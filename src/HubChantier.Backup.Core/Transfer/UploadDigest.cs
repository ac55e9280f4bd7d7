using System.Globalization;
using System.Security.Cryptography;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Transfer;

/// <summary>
/// The ETag and the checksum that an S3 service gives an object: of one that was sent whole its MD5, of one in parts the MD5 of the
/// parts' MD5s, a hyphen, and their number (AWS's documentation, "Checking object integrity").
/// </summary>
internal static class UploadDigest
{
    private const int HexMd5Length = 32;

    public static string OfWhole(ObjectContent content) => Convert.ToHexStringLower(content.Md5.Span);

    public static string OfParts(IReadOnlyList<FilePart> parts)
    {
        using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (FilePart part in parts)
        {
            md5.AppendData(part.Content.Md5.Span);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(md5.GetHashAndReset())}-{parts.Count}");
    }

    /// <summary>Null where no SHA-256 was sent.</summary>
    public static string? Sha256OfParts(IReadOnlyList<FilePart> parts)
    {
        if (parts[0].Content.Sha256.IsEmpty)
        {
            return null;
        }

        using IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (FilePart part in parts)
        {
            sha256.AppendData(part.Content.Sha256.Span);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToBase64String(sha256.GetHashAndReset())}-{parts.Count}");
    }

    /// <summary>Null where no SHA-256 was sent.</summary>
    public static string? Base64(ReadOnlyMemory<byte> sha256) => sha256.IsEmpty ? null : Convert.ToBase64String(sha256.Span);

    /// <summary>Whether an ETag that looks like an MD5 is another's.</summary>
    public static bool Contradicts(string etag, ObjectContent content) => IsMd5(etag) && !etag.Equals(OfWhole(content), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an ETag has the shape of one that is computed from the content.</summary>
    public static bool IsMd5(string? etag) => etag is { Length: HexMd5Length } && etag.All(char.IsAsciiHexDigit);

    /// <summary>Whether an ETag has the shape of one that is computed from the content of parts.</summary>
    public static bool IsOfParts(string? etag) => etag?.Split('-') is [{ Length: HexMd5Length } hash, { Length: > 0 } count] && hash.All(char.IsAsciiHexDigit) && count.All(char.IsAsciiDigit);
}
