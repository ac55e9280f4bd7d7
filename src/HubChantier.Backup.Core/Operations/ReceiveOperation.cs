using System.Globalization;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Transfer;

namespace HubChantier.Backup.Operations;

/// <summary>Brings a copy in a bucket back into a folder: under its name only when it is proven to be what its manifest describes.</summary>
public static class ReceiveOperation
{
    /// <summary>Brings a copy back; a good backup of that name that is there already is not fetched again.</summary>
    /// <returns>The backup in the folder.</returns>
    /// <exception cref="BackupException">
    /// <see cref="BackupFailure.NameTaken"/>: a file of that name is there that is not this backup, or is damaged; else as
    /// <see cref="FetchAsync"/>.
    /// </exception>
    public static async Task<HubBackup> RunAsync(IObjectStore store, HubBackup remote, BackupFolder folder, OperationContext context, CancellationToken token)
    {
        if (Present(remote, folder) is { } present)
        {
            context.Log.Write(string.Format(CultureInfo.CurrentCulture, Strings.AlreadyReceived, remote.Name, folder.Path));
            return present;
        }

        using ScratchFolder scratch = ScratchFolder.Make(folder);
        HubBackup fetched = await FetchAsync(store, remote, scratch, context, token).ConfigureAwait(false);
        return await KeepAsync(remote, fetched, folder, context, token).ConfigureAwait(false);
    }

    /// <summary>Brings a copy into a scratch folder.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupFailure.NotABackup"/>: it has no manifest; <see cref="BackupFailure.S3Mismatch"/>, <see cref="BackupFailure.S3Archived"/>,
    /// <see cref="BackupFailure.DiskFull"/>; the others that begin with S3.
    /// </exception>
    public static async Task<HubBackup> FetchAsync(IObjectStore store, HubBackup remote, ScratchFolder scratch, OperationContext context, CancellationToken token)
    {
        if (remote.State == HubBackupState.Incomplete)
        {
            throw new BackupException(BackupFailure.NotABackup, string.Format(CultureInfo.CurrentCulture, Strings.CopyIncomplete, remote.FullName), subject: remote);
        }

        IProgress<long> progress = ActivityProgress.Of(context, Strings.ActivityReceive, remote.Name, remote.Length);
        HubBackup fetched = await Download.RunAsync(store, remote, scratch, progress, token).ConfigureAwait(false);
        context.Log.Write(string.Format(CultureInfo.CurrentCulture, Strings.Received, remote.FullName, store.Endpoint));
        return fetched;
    }

    /// <summary>Gives a fetched backup its place in the folder, with the copy that it came from in its manifest.</summary>
    public static async Task<HubBackup> KeepAsync(HubBackup remote, HubBackup fetched, BackupFolder folder, OperationContext context, CancellationToken token)
    {
        HubBackup kept = await ScratchFolder.PublishAsync(fetched, folder, context.Time, token).ConfigureAwait(false);
        return await ManifestUpdate.SetCopyAsync(kept, remote.Remote!, context.Time, token).ConfigureAwait(false);
    }

    /// <summary>The same backup in the folder; null if nothing of that name is there.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.NameTaken"/>: it is another's, or damaged.</exception>
    public static HubBackup? Present(HubBackup remote, BackupFolder folder)
    {
        HubBackup local;
        string path = Path.Combine(folder.Path, remote.Name);
        try
        {
            local = BackupFolder.Open(path);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.BackupNotFound)
        {
            return null;
        }

        return local.Id == remote.Id && local.State == HubBackupState.Complete
            ? local
            : throw new BackupException(BackupFailure.NameTaken, string.Format(CultureInfo.CurrentCulture, Strings.FileInTheWay, path, remote.FullName), subject: local);
    }
}
