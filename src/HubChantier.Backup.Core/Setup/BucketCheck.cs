using HubChantier.Backup.Ports;
using HubChantier.Backup.Settings;
using HubChantier.Backup.Transfer;

namespace HubChantier.Backup.Setup;

/// <summary>
/// What the keys may do in the bucket, tried with a small object under the prefix. Keys that may only write are good enough for copies, but others
/// must fetch and rotate them.
/// </summary>
internal sealed class BucketCheck : SetupCheck
{
    private const string Write = "S3Write";
    private const string Read = "S3Read";

    /// <summary>A service refuses requests of another time than 15 minutes about its own (AWS's documentation, "Error responses"): this is well before.</summary>
    private static readonly TimeSpan s_mostOffset = TimeSpan.FromMinutes(1);

    private readonly Func<SetupGround, CancellationToken, Task<SetupFinding>> _run;

    private BucketCheck(string name, Func<SetupGround, CancellationToken, Task<SetupFinding>> run, params IReadOnlyList<string> needs)
        : base(HubSetupCategory.S3, name, needs) => _run = run;

    /// <summary>All there are; without a bucket one that says so.</summary>
    public static IEnumerable<BucketCheck> For(BackupSettings settings)
    {
        BucketCheck write = new(
            Write,
            WriteAsync,
            EnvFileCheck.Setting,
            nameof(BackupSettings.Bucket),
            nameof(BackupSettings.Prefix),
            nameof(BackupSettings.EndpointUrl),
            nameof(BackupSettings.Region),
            nameof(BackupSettings.S3AccessKeyId),
            nameof(BackupSettings.S3SecretAccessKey),
            nameof(BackupSettings.S3SessionToken),
            nameof(BackupSettings.S3Checksum),
            nameof(BackupSettings.S3ChunkedSigning),
            nameof(BackupSettings.S3TimeoutSeconds));
        return settings.Bucket is null
            ? [write]
            : [
                write,
                new(Read, ReadAsync, Write),
                new("S3Clock", CompareClocksAsync, Write),
                new("S3List", ListAsync, Write),
                new("S3Multipart", WriteInPartsAsync, Write),
                new("S3Delete", RemoveAsync, Write),
            ];
    }

    public override Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token) => _run(ground, token);

    private static async Task<SetupFinding> WriteAsync(SetupGround ground, CancellationToken token)
    {
        if (ground.Settings.Bucket is null)
        {
            return SetupFinding.Skipped(Strings.SetupNoBucket);
        }

        if (!ground.Request.MayWriteObject)
        {
            return SetupFinding.Skipped(Strings.SetupNotAllowed);
        }

        IObjectStore store = ground.Store;
        ObjectProbe probe = new(store, ground.Settings.Prefix, ground.Settings.Source, ground.Context.Time);
        ground.Probe = probe;
        try
        {
            await probe.WriteAsync(token).ConfigureAwait(false);
            return SetupFinding.Passed(Strings.SetupObjectWritten, probe.Url, store.Endpoint);
        }
        catch (BackupException exception) when (exception.Failure != BackupFailure.Cancelled)
        {
            ground.Probe = null;
            return SetupFinding.Failed(BucketAdvice.Of(exception, ground, store, "PutObject", "AbortMultipartUpload"), "{0}", exception.Message);
        }
    }

    private static async Task<SetupFinding> ReadAsync(SetupGround ground, CancellationToken token)
    {
        ObjectProbe probe = ground.Probe!;
        try
        {
            return await probe.IsWholeAsync(token).ConfigureAwait(false)
                ? SetupFinding.Passed(Strings.SetupObjectRead)
                : SetupFinding.Failed(ground.Request.Advice(BackupFailure.S3Mismatch), Strings.SetupObjectDiffers, probe.Url);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.S3AccessDenied)
        {
            return SetupFinding.Warning(BucketAdvice.Of(exception, ground, ground.Store, "GetObject"), Strings.SetupObjectUnread);
        }
    }

    private static async Task<SetupFinding> CompareClocksAsync(SetupGround ground, CancellationToken token)
    {
        try
        {
            TimeSpan offset = await ground.Probe!.ClockOffsetAsync(token).ConfigureAwait(false);
            return offset.Duration() > s_mostOffset
                ? SetupFinding.Warning(BucketAdvice.SetClock, Strings.SetupClockOff, ground.Store.Endpoint, offset)
                : SetupFinding.Passed(Strings.SetupClock, ground.Store.Endpoint);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.S3AccessDenied)
        {
            return SetupFinding.Skipped(Strings.SetupNeeds, Read);
        }
    }

    private static async Task<SetupFinding> ListAsync(SetupGround ground, CancellationToken token)
    {
        ObjectProbe probe = ground.Probe!;
        try
        {
            return await probe.IsListedAsync(token).ConfigureAwait(false)
                ? SetupFinding.Passed(Strings.SetupObjectListed, ground.Settings.Prefix)
                : SetupFinding.Failed(ground.Request.Advice(BackupFailure.S3Mismatch), Strings.SetupObjectNotListed, probe.Url);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.S3AccessDenied)
        {
            return SetupFinding.Warning(BucketAdvice.Allow(ground.Store, keys: null, "ListBucket", "ListBucketVersions"), Strings.SetupListRefused);
        }
    }

    private static async Task<SetupFinding> WriteInPartsAsync(SetupGround ground, CancellationToken token)
    {
        ObjectProbe probe = ground.Probe!;
        await probe.WriteInPartsAsync(token).ConfigureAwait(false);
        try
        {
            await probe.GiveUpAsync(token).ConfigureAwait(false);
            return SetupFinding.Passed(Strings.SetupParts);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.S3AccessDenied)
        {
            return SetupFinding.Warning(BucketAdvice.Of(exception, ground, ground.Store, "AbortMultipartUpload"), Strings.SetupAbortRefused);
        }
    }

    private static async Task<SetupFinding> RemoveAsync(SetupGround ground, CancellationToken token)
    {
        ObjectProbe probe = ground.Probe!;
        ground.Probe = null;
        // Asked first: with a lock, some services refuse to delete and others hide the object behind a mark.
        if (await probe.LockedUntilAsync(token).ConfigureAwait(false) is { } until)
        {
            return SetupFinding.Passed(Strings.SetupObjectLocked, until.ToLocalTime(), probe.Url);
        }

        try
        {
            await probe.RemoveAsync(token).ConfigureAwait(false);
            return SetupFinding.Passed(Strings.SetupObjectRemoved);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.S3AccessDenied)
        {
            return SetupFinding.Warning(
                BucketAdvice.Of(exception, ground, ground.Store, "DeleteObject", "DeleteObjectVersion") + "\n" + Strings.SetupWriteOnlyAdvice, Strings.SetupObjectStays, probe.Url);
        }
    }
}
