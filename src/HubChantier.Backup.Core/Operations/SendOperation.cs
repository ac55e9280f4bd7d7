using System.Globalization;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Transfer;

namespace HubChantier.Backup.Operations;

/// <summary>Sends backups to one bucket, one after the other, and keeps in each manifest what became of it.</summary>
public sealed class SendOperation
{
    private readonly IObjectStore _store;
    private readonly SendRequest _request;
    private readonly HashSet<string> _swept = new(StringComparer.Ordinal);

    /// <summary>Makes the operation; asks nothing yet.</summary>
    public SendOperation(IObjectStore store, SendRequest request)
    {
        _store = store;
        _request = request;
    }

    /// <summary>Sends a backup, or what of it is missing.</summary>
    /// <returns>The backup with its copies, and the failure if there was one: the local backup is good all the same.</returns>
    public async Task<SendResult> RunAsync(HubBackup backup, OperationContext context, CancellationToken token)
    {
        if (backup.State == HubBackupState.Legacy)
        {
            context.Log.Warn(string.Format(CultureInfo.CurrentCulture, Strings.LegacyNotSent, backup.Name));
            return new SendResult(backup, Failure: null);
        }

        try
        {
            return new SendResult(await SendAsync(Sendable(backup), context, token).ConfigureAwait(false), Failure: null);
        }
        catch (BackupException exception)
        {
            context.Log.Write(string.Format(CultureInfo.CurrentCulture, Strings.SendFailed, backup.Name, _store.Bucket, exception.Message));
            return new SendResult(await KeepFailureAsync(backup, exception.Message, context).ConfigureAwait(false), exception);
        }
    }

    private static HubBackup Sendable(HubBackup backup)
    {
        if (backup.Remote is not null)
        {
            throw new BackupException(
                BackupFailure.SettingInvalid, string.Format(CultureInfo.CurrentCulture, Strings.RemoteNotSent, backup.FullName), subject: backup);
        }

        return backup.State == HubBackupState.Complete
            ? backup
            : throw new BackupException(
                BackupFailure.ChecksumMismatch, string.Format(CultureInfo.CurrentCulture, Strings.NotSentDamaged, backup.Name), subject: backup);
    }

    private async Task<HubBackup> SendAsync(HubBackup given, OperationContext context, CancellationToken token)
    {
        string folder = Path.GetDirectoryName(given.FullName)!;
        using IDisposable sending = await SendLock.AcquireAsync(folder, _store, context, token).ConfigureAwait(false);
        if (_swept.Add(folder))
        {
            await StaleUploads.GiveUpAsync(folder, _store, context, token).ConfigureAwait(false);
        }

        // Another place may have been added to its manifest since the object was made.
        HubBackup backup = BackupFolder.Open(given.FullName);
        CopyUpload upload = new(_store, _request.Prefix, backup, Options(context.Time), _request.Force);
        IProgress<long> progress = ActivityProgress.Of(context, Strings.ActivitySend, backup.Name, backup.Length);
        HubCopy? open = null;
        HubCopy copy;
        try
        {
            copy = await upload.RunAsync(
                progress, begun => ManifestUpdate.SetCopyAsync(backup, open = begun, context.Time, token), context.Time, token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (open is not null)
        {
            // The manifest must not say for ever that it is being sent.
            await KeepFailureAsync(backup, Strings.UploadInterrupted, context).ConfigureAwait(false);
            throw;
        }

        context.Log.Write(string.Format(CultureInfo.CurrentCulture, upload.HasSent ? Strings.Sent : Strings.AlreadySent, backup.Name, copy.Url, _store.Endpoint, copy.State));
        if (copy.State == HubCopyState.Unverified && upload.HasSent)
        {
            context.Log.Warn(string.Format(CultureInfo.CurrentCulture, Strings.SentUnverified, backup.Name, _store.Bucket));
        }

        return await ManifestUpdate.SetCopyAsync(backup, copy, context.Time, token).ConfigureAwait(false);
    }

    /// <summary>A copy that is there from before stays in the manifest: only its renewal failed.</summary>
    private async Task<HubBackup> KeepFailureAsync(HubBackup backup, string message, OperationContext context)
    {
        string key = _request.Prefix + backup.Name;
        if (backup.Remote is not null)
        {
            return backup;
        }

        try
        {
            HubBackup current = BackupFolder.Open(backup.FullName);
            HubCopy? known = current.Copies.FirstOrDefault(copy => copy.IsAt(_store.Endpoint, _store.Bucket) && copy.Key == key);
            return known is { Exists: true }
                ? current
                : await ManifestUpdate.SetCopyAsync(current, Failed(key, message, known?.UploadId, context.Time), context.Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (BackupException exception)
        {
            context.Log.Warn(exception.Message);
            return backup;
        }
    }

    /// <summary>Keeps the upload's id: giving it up may have failed as well, and the next run does it again.</summary>
    private HubCopy Failed(string key, string message, string? uploadId, TimeProvider time) => new()
    {
        Endpoint = _store.Endpoint,
        Bucket = _store.Bucket,
        Key = key,
        State = HubCopyState.Failed,
        Uploaded = time.GetUtcNow(),
        UploadId = uploadId,
        Message = message,
    };

    private ObjectOptions Options(TimeProvider time) => new()
    {
        StorageClass = _request.StorageClass,
        ServerSideEncryption = _request.ServerSideEncryption,
        KmsKeyId = _request.KmsKeyId,
        LockMode = _request.LockMode,
        LockedUntil = _request.LockMode is null ? null : time.GetUtcNow().AddDays(_request.LockDays),
    };
}
