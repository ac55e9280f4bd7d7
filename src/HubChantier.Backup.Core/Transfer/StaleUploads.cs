using System.Globalization;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Transfer;

/// <summary>
/// Gives up the uploads in parts that a run which was killed, or could not do so itself, has left open: the service keeps their parts, and
/// charges for them, until somebody does.
/// </summary>
internal static class StaleUploads
{
    /// <summary>Gives up those that the manifests of a folder record; called under <see cref="SendLock"/>.</summary>
    public static async Task GiveUpAsync(string folder, IObjectStore store, OperationContext context, CancellationToken token)
    {
        foreach (HubBackup backup in new BackupFolder(folder).List(unreadable: static _ => { }))
        {
            foreach (HubCopy copy in backup.Copies.Where(copy => copy.UploadId is not null && copy.IsAt(store.Endpoint, store.Bucket)))
            {
                try
                {
                    await store.AbortUploadAsync(copy.Key, copy.UploadId!, token).ConfigureAwait(false);
                    HubCopy failed = new()
                    {
                        Endpoint = copy.Endpoint,
                        Bucket = copy.Bucket,
                        Key = copy.Key,
                        State = HubCopyState.Failed,
                        Uploaded = copy.Uploaded,
                        Message = copy.Message ?? Strings.UploadInterrupted,
                    };
                    await ManifestUpdate.SetCopyAsync(backup, failed, context.Time, token).ConfigureAwait(false);
                    if (copy.State == HubCopyState.Uploading)
                    {
                        context.Log.Write(string.Format(CultureInfo.CurrentCulture, Strings.UploadGivenUp, copy.Url));
                    }
                }
                catch (BackupException exception)
                {
                    context.Log.Warn(exception.Message);
                }
            }
        }
    }
}
