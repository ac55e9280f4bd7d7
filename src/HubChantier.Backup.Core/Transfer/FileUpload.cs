using System.Globalization;
using System.Security.Cryptography;
using System.Threading.Channels;
using HubChantier.Backup.Ports;
using Microsoft.Win32.SafeHandles;

namespace HubChantier.Backup.Transfer;

/// <summary>
/// Sends a file, large ones in parts of which a few go at the same time. Nothing of the file is held in memory: it is read once to hash it,
/// and each part again to send it.
/// </summary>
/// <remarks>
/// The hash of the whole is compared with the manifest's before the parts are put together, and each part is sent with the MD5 of
/// the bytes that went into that hash: what the service has is what the manifest describes, or there is no object.
/// </remarks>
internal sealed class FileUpload
{
    /// <summary>Parts on the way at the same time: enough to fill a line while answers are waited for.</summary>
    private const int InFlight = 4;

    /// <summary>How long giving up may take after a failure; the next run gives up what remains.</summary>
    private static readonly TimeSpan s_giveUpLimit = TimeSpan.FromSeconds(10);

    private readonly IObjectStore _store;
    private readonly string _key;
    private readonly ObjectOptions _options;
    private readonly IProgress<long> _progress;

    public FileUpload(IObjectStore store, string key, ObjectOptions options, IProgress<long> progress)
    {
        _store = store;
        _key = key;
        _options = options;
        _progress = progress;
    }

    /// <summary>Sends the file.</summary>
    /// <param name="file">The file, open for reading.</param>
    /// <param name="sha256">The SHA-256 that its manifest gives, in lower-case hexadecimal digits.</param>
    /// <param name="begun">Told the id of an upload in parts, before the first part goes.</param>
    /// <param name="token">Cancels; nothing stays in the bucket.</param>
    /// <exception cref="BackupException">
    /// <see cref="BackupFailure.ChecksumMismatch"/>: the file is not what its manifest describes; the failures that begin with S3.
    /// </exception>
    public async Task<SentFile> RunAsync(SafeFileHandle file, string sha256, Func<string, Task> begun, CancellationToken token)
    {
        long length = RandomAccess.GetLength(file);
        long size = PartPlan.SizeFor(length, _store.MaximumParts, _key);
        using IncrementalHash whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        return length <= size
            ? await SendWholeAsync(file, length, whole, sha256, token).ConfigureAwait(false)
            : await SendInPartsAsync(file, length, size, whole, sha256, begun, token).ConfigureAwait(false);
    }

    private async Task<SentFile> SendWholeAsync(SafeFileHandle file, long length, IncrementalHash whole, string sha256, CancellationToken token)
    {
        FilePart part = FilePart.Read(file, number: 1, start: 0, length, whole, _store.Checksum, token);
        Compare(whole, sha256);
        StoredObject answer = await _store.PutAsync(_key, part.Content, _options, new SentBytes(_progress).Part(), token).ConfigureAwait(false);
        return new SentFile(answer, length, UploadDigest.OfWhole(part.Content), UploadDigest.Base64(part.Content.Sha256));
    }

    private async Task<SentFile> SendInPartsAsync(
        SafeFileHandle file, long length, long size, IncrementalHash whole, string sha256, Func<string, Task> begun, CancellationToken token)
    {
        string? upload = null;
        bool done = false;
        try
        {
            upload = await _store.BeginUploadAsync(_key, _options, token).ConfigureAwait(false);
            await begun(upload).ConfigureAwait(false);
            FilePart[] parts = new FilePart[(length + size - 1) / size];
            SentPart[] sent = await SendPartsAsync(file, length, size, whole, upload, parts, token).ConfigureAwait(false);
            Compare(whole, sha256);
            StoredObject answer = await _store.CompleteUploadAsync(_key, upload, sent, _options, token).ConfigureAwait(false);
            done = true;
            return new SentFile(answer, length, UploadDigest.OfParts(parts), UploadDigest.Sha256OfParts(parts));
        }
        finally
        {
            await GiveUpAsync(_store, _key, done ? null : upload).ConfigureAwait(false);
        }
    }

    private async Task<SentPart[]> SendPartsAsync(
        SafeFileHandle file, long length, long size, IncrementalHash whole, string upload, FilePart[] parts, CancellationToken token)
    {
        SentPart[] sent = new SentPart[parts.Length];
        SentBytes progress = new(_progress);
        Channel<FilePart> hashed = Channel.CreateBounded<FilePart>(1);
        using CancellationTokenSource any = CancellationTokenSource.CreateLinkedTokenSource(token);
        Task[] work = [HashAsync(), .. Enumerable.Range(0, InFlight).Select(_ => SendAsync())];
        try
        {
            // The first that fails ends the others at once; its failure is the one that is told.
            await foreach (Task finished in Task.WhenEach(work).ConfigureAwait(false))
            {
                await finished.ConfigureAwait(false);
            }
        }
        finally
        {
            await any.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return sent;

        Task HashAsync() => Task.Run(
            async () =>
            {
                for (int index = 0; index < parts.Length; index++)
                {
                    long start = index * size;
                    parts[index] = FilePart.Read(file, index + 1, start, Math.Min(size, length - start), whole, _store.Checksum, any.Token);
                    await hashed.Writer.WriteAsync(parts[index], any.Token).ConfigureAwait(false);
                }

                hashed.Writer.Complete();
            },
            any.Token);

        Task SendAsync() => Task.Run(
            async () =>
            {
                await foreach (FilePart part in hashed.Reader.ReadAllAsync(any.Token).ConfigureAwait(false))
                {
                    SentPart answer = await _store.SendPartAsync(_key, upload, part.Number, part.Content, progress.Part(), any.Token).ConfigureAwait(false);
                    if (answer.ETagIsOfContent && UploadDigest.Contradicts(answer.ETag, part.Content))
                    {
                        throw new BackupException(
                            BackupFailure.S3Mismatch,
                            string.Format(CultureInfo.CurrentCulture, Strings.PartMismatch, part.Number, _key, _store.Bucket, _store.Endpoint),
                            subject: _key);
                    }

                    sent[part.Number - 1] = answer;
                }
            },
            any.Token);
    }

    private void Compare(IncrementalHash whole, string sha256)
    {
        if (Convert.ToHexStringLower(whole.GetHashAndReset()) != sha256)
        {
            throw new BackupException(
                BackupFailure.ChecksumMismatch, string.Format(CultureInfo.CurrentCulture, Strings.NotSentDamaged, Path.GetFileName(_key)), subject: _key);
        }
    }

    /// <summary>
    /// Gives up, if that goes, an upload that failed; else those that are open for this key although nobody has their ids: the answer to their
    /// beginning was lost, or a run was killed before it could write the id down.
    /// </summary>
    internal static async Task GiveUpAsync(IObjectStore store, string key, string? upload)
    {
        using CancellationTokenSource limit = new(s_giveUpLimit);
        try
        {
            foreach (string open in upload is not null ? [upload] : await store.FindUploadsAsync(key, limit.Token).ConfigureAwait(false))
            {
                await store.AbortUploadAsync(key, open, limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is BackupException or OperationCanceledException)
        {
            // What made the upload fail stands in the way of this too, or the keys may not look. The manifest has the id that is known:
            // the next run gives it up.
        }
    }
}
