using System.Globalization;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Transfer;

/// <summary>Compares what a service has with what was sent.</summary>
internal static class CopyCheck
{
    /// <summary>By what the two were compared, the strongest that the service gives.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.S3Mismatch"/>: they differ.</exception>
    public static HubCopyCheck Compare(SentFile sent, StoredObject found, IObjectStore store)
    {
        if (found.Length != sent.Length)
        {
            throw Mismatch(found, store, Strings.MismatchLength, sent.Length, found.Length);
        }

        if (sent.Sha256 is not null && found.Sha256 is not null)
        {
            return found.Sha256 == sent.Sha256 ? HubCopyCheck.Checksum : throw Mismatch(found, store, Strings.MismatchValue, sent.Sha256, found.Sha256);
        }

        if (found.ETagIsOfContent && (UploadDigest.IsMd5(found.ETag) || UploadDigest.IsOfParts(found.ETag)))
        {
            return found.ETag!.Equals(sent.ETag, StringComparison.OrdinalIgnoreCase)
                ? HubCopyCheck.ETag
                : throw Mismatch(found, store, Strings.MismatchValue, sent.ETag, found.ETag);
        }

        return HubCopyCheck.Length;
    }

    private static BackupException Mismatch(StoredObject found, IObjectStore store, string detail, object sent, object has) => new(
        BackupFailure.S3Mismatch,
        string.Format(CultureInfo.CurrentCulture, Strings.CopyMismatch, found.Key, store.Bucket, store.Endpoint, string.Format(CultureInfo.CurrentCulture, detail, sent, has)),
        subject: $"s3://{store.Bucket}/{found.Key}");
}
