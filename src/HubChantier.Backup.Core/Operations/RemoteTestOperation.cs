using System.Globalization;
using HubChantier.Backup.Archive;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Transfer;

namespace HubChantier.Backup.Operations;

/// <summary>Proves a copy in a bucket, and keeps the result in the manifest that lies beside it.</summary>
public static class RemoteTestOperation
{
    /// <summary>Reads the whole of a copy over the line; nothing of it is written to this machine's disk.</summary>
    /// <exception cref="BackupException">It could not be read: the failures that begin with S3.</exception>
    public static async Task<HubBackupTest> ReadAsync(IObjectStore store, HubBackup remote, OperationContext context, CancellationToken token)
    {
        HubBackupTest test = await TestOperation.ReadAsync(
            remote, beside: [], async cancel => await RemoteStream.OpenAsync(store, remote.Remote!.Key, cancel).ConfigureAwait(false), context, token).ConfigureAwait(false);
        return await KeepAsync(store, remote, test, context, token).ConfigureAwait(false);
    }

    /// <summary>Fetches a copy into a scratch folder, has it drilled there, and takes it away again.</summary>
    /// <param name="store">The bucket.</param>
    /// <param name="remote">The copy.</param>
    /// <param name="folder">Folder with room for it.</param>
    /// <param name="drill">Drills the backup that it is given.</param>
    /// <param name="context">Where to speak, the clock.</param>
    /// <param name="token">Cancels.</param>
    /// <exception cref="BackupException">As <see cref="ReceiveOperation.FetchAsync"/> and the drill itself.</exception>
    public static async Task<HubBackupTest> DrillAsync(
        IObjectStore store, HubBackup remote, BackupFolder folder, Func<HubBackup, Task<HubBackupTest>> drill, OperationContext context, CancellationToken token)
    {
        using ScratchFolder scratch = ScratchFolder.Make(folder);
        HubBackup fetched = await ReceiveOperation.FetchAsync(store, remote, scratch, context, token).ConfigureAwait(false);
        HubBackupTest test = await drill(fetched).ConfigureAwait(false);
        return await KeepAsync(store, remote, test, context, token).ConfigureAwait(false);
    }

    private static async Task<HubBackupTest> KeepAsync(IObjectStore store, HubBackup remote, HubBackupTest test, OperationContext context, CancellationToken token)
    {
        HubBackup kept = remote;
        if (remote.State != HubBackupState.Incomplete)
        {
            HubVerification verification = TestOperation.Verification(test.Kind, test.Problems, context.Time);
            try
            {
                kept = await RemoteManifest.ChangeAsync(store, remote, manifest => Manifest.AddVerification(manifest, verification), token).ConfigureAwait(false);
            }
            catch (BackupException exception)
            {
                // Keys that may only read have a result all the same.
                context.Log.Warn(string.Format(CultureInfo.CurrentCulture, Strings.VerificationNotKept, exception.Message));
            }
        }

        return test.Of(kept);
    }
}
