using System.Globalization;
using System.Security.Cryptography;
using HubChantier.Backup.Archive;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Transfer;

/// <summary>Fetches a copy into a scratch folder and compares every file of it with the manifest.</summary>
internal static class Download
{
    private const int ChunkSize = 1 << 20;

    /// <summary>How long an object that is brought back from an archive stays readable.</summary>
    private const int RecallDays = 7;

    /// <summary>Fetches a copy.</summary>
    /// <returns>The backup in the scratch folder.</returns>
    /// <exception cref="BackupException">
    /// <see cref="BackupFailure.S3Mismatch"/>: what came is not what the manifest describes; <see cref="BackupFailure.S3Archived"/>: it was asked for, and
    /// takes hours; <see cref="BackupFailure.DiskFull"/>; the others that begin with S3.
    /// </exception>
    public static async Task<HubBackup> RunAsync(IObjectStore store, HubBackup remote, ScratchFolder scratch, IProgress<long> progress, CancellationToken token)
    {
        string key = remote.Remote!.Key;
        RefuseNoRoom(remote, scratch);
        // Read anew: a listing may be hours old.
        byte[] manifest = await RemoteManifest.ReadAsync(store, key + BackupFolder.ManifestExtension, token).ConfigureAwait(false);
        HubBackup backup = Manifest.Read(manifest, remote.ManifestPath);
        if (backup.Id != remote.Id || backup.Name != remote.Name)
        {
            throw new BackupException(
                BackupFailure.S3Mismatch, string.Format(CultureInfo.CurrentCulture, Strings.CopyChanged, remote.FullName), subject: remote);
        }

        try
        {
            await FetchAsync(store, key, scratch, backup.Name, backup.Length, backup.Sha256!, progress, token).ConfigureAwait(false);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.S3Archived)
        {
            await store.RecallAsync(key, RecallDays, token).ConfigureAwait(false);
            throw new BackupException(
                BackupFailure.S3Archived, string.Format(CultureInfo.CurrentCulture, Strings.CopyArchived, remote.FullName, remote.Remote.StorageClass), exception, remote);
        }

        foreach ((string extension, HubSideFile side) in SideFiles.Of(backup))
        {
            await FetchAsync(store, key + extension, scratch, backup.Name + extension, side.Length, side.Sha256, new Progress<long>(), token).ConfigureAwait(false);
        }

        FileStream written = scratch.Create(backup.Name + BackupFolder.ManifestExtension);
        await using (written.ConfigureAwait(false))
        {
            await written.WriteAsync(manifest, token).ConfigureAwait(false);
            written.Flush(flushToDisk: true);
        }

        return BackupFolder.Open(Path.Combine(scratch.Path, backup.Name));
    }

    private static void RefuseNoRoom(HubBackup remote, ScratchFolder scratch)
    {
        long free = new BackupFolder(scratch.Path).FreeBytes;
        long needed = remote.Length + SideFiles.Of(remote).Sum(side => side.File.Length);
        if (free < needed)
        {
            throw new BackupException(
                BackupFailure.DiskFull, string.Format(CultureInfo.CurrentCulture, Strings.NoRoom, Path.GetDirectoryName(scratch.Path), ByteSize.Text(free), ByteSize.Text(needed)), subject: remote);
        }
    }

    private static async Task FetchAsync(
        IObjectStore store, string key, ScratchFolder scratch, string name, long length, string sha256, IProgress<long> progress, CancellationToken token)
    {
        RemoteStream body = await RemoteStream.OpenAsync(store, key, token).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            if (body.Length != length)
            {
                throw Mismatch(store, key, length, body.Length);
            }

            FileStream file = scratch.Create(name);
            await using (file.ConfigureAwait(false))
            {
                string hash = await CopyAsync(body, file, scratch, progress, token).ConfigureAwait(false);
                if (hash != sha256)
                {
                    throw Mismatch(store, key, sha256, hash);
                }
            }
        }
    }

    private static async Task<string> CopyAsync(Stream body, FileStream file, ScratchFolder scratch, IProgress<long> progress, CancellationToken token)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] chunk = new byte[ChunkSize];
        long done = 0;
        int count;
        while ((count = await body.ReadAtLeastAsync(chunk, chunk.Length, throwOnEndOfStream: false, token).ConfigureAwait(false)) > 0)
        {
            hash.AppendData(chunk, 0, count);
            try
            {
                await file.WriteAsync(chunk.AsMemory(0, count), token).ConfigureAwait(false);
            }
            catch (IOException exception)
            {
                throw FileErrors.Translate(exception, Path.GetDirectoryName(scratch.Path)!);
            }

            done += count;
            progress.Report(done);
        }

        file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static BackupException Mismatch(IObjectStore store, string key, object expected, object found) => new(
        BackupFailure.S3Mismatch,
        string.Format(
            CultureInfo.CurrentCulture,
            Strings.FetchedMismatch,
            key,
            store.Bucket,
            store.Endpoint,
            string.Format(CultureInfo.CurrentCulture, Strings.MismatchValue, expected, found)),
        subject: $"s3://{store.Bucket}/{key}");
}
