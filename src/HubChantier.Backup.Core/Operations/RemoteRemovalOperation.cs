using System.Globalization;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Transfer;

namespace HubChantier.Backup.Operations;

/// <summary>Removes one copy; never the last good one of its database and source in the bucket.</summary>
public static class RemoteRemovalOperation
{
    /// <summary>Removes a copy, and its mention in the local manifest.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupFailure.LastGoodBackup"/>: there is no other complete one under the prefix; <see cref="BackupFailure.S3Locked"/>; the others that
    /// begin with S3.
    /// </exception>
    public static async Task RunAsync(
        IObjectStore store, string prefix, HubBackup backup, BackupFolder local, OperationContext context, CancellationToken token)
    {
        if (BackupCatalogue.IsCandidate(backup))
        {
            IReadOnlyList<HubBackup> all = await new RemoteCatalogue(store, prefix).ListAsync(
                isWanted: static _ => true, unreadable: static (_, _) => { }, token).ConfigureAwait(false);
            if (!all.Any(other => BackupCatalogue.IsCandidate(other) && other.Id != backup.Id && other.IsOf(backup.Database, backup.Source)))
            {
                throw new BackupException(
                    BackupFailure.LastGoodBackup,
                    string.Format(CultureInfo.CurrentCulture, Strings.LastGoodBackup, backup.FullName, backup.Database, backup.Source),
                    subject: backup);
            }
        }

        await RemoteRotation.RemoveCopyAsync(store, backup, local, context, token).ConfigureAwait(false);
    }
}
