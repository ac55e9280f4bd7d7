using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Transfer;

/// <summary>What is written with each object, so that one can be told from another of the same name.</summary>
/// <remarks>ASCII, in small letters, as S3 keeps user metadata.</remarks>
internal static class StoredFile
{
    /// <summary>The backup's identity.</summary>
    public const string Id = "hub-id";

    /// <summary>SHA-256 of the object's content, in lower-case hexadecimal digits.</summary>
    public const string Sha256 = "hub-sha256";

    /// <summary>Whether an object says of itself that it is this content.</summary>
    public static bool IsSame(StoredObject found, string sha256, long length) => found.Length == length && found.Metadata.GetValueOrDefault(Sha256) == sha256;

    public static IReadOnlyDictionary<string, string> Metadata(Guid id, string sha256) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Id] = id.ToString(),
        [Sha256] = sha256,
    };
}
