using System.Globalization;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Transfer;

/// <summary>What stands at a key before something is written there.</summary>
/// <param name="IsAllowed">Whether the keys may look; else nothing is known.</param>
/// <param name="Found">The object; null where there is none or nobody may look.</param>
/// <param name="IsSame">Whether it is just what is to be written.</param>
internal sealed record ObjectLook(bool IsAllowed, StoredObject? Found, bool IsSame)
{
    /// <summary>Looks.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupFailure.S3NameTaken"/>: another backup's object stands there, or one that nobody of ours wrote; it is never overwritten.
    /// </exception>
    public static async Task<ObjectLook> AtAsync(IObjectStore store, string key, Guid id, string sha256, long length, CancellationToken token)
    {
        StoredObject? found;
        try
        {
            found = await store.FindAsync(key, token).ConfigureAwait(false);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.S3AccessDenied)
        {
            return new ObjectLook(IsAllowed: false, Found: null, IsSame: false);
        }

        if (found is not null && found.Metadata.GetValueOrDefault(StoredFile.Id) != id.ToString())
        {
            throw new BackupException(
                BackupFailure.S3NameTaken,
                string.Format(CultureInfo.CurrentCulture, Strings.NameTaken, key, store.Bucket, store.Endpoint),
                subject: $"s3://{store.Bucket}/{key}");
        }

        return new ObjectLook(
            IsAllowed: true, found, IsSame: found is not null && StoredFile.IsSame(found, sha256, length));
    }
}
