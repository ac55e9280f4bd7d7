using System.Text.Json;
using System.Text.Json.Nodes;
using HubChantier.Backup.Archive;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Transfer;

/// <summary>The manifest of a copy: the local one without its list of copies, for that changes with each place it is sent to.</summary>
internal static class RemoteManifest
{
    /// <summary>More than the manifest of a 5 TiB backup has; a longer object is none.</summary>
    private const int MaximumLength = 256 << 20;

    /// <summary>What is sent of a local manifest.</summary>
    public static byte[] Of(ReadOnlySpan<byte> local, string path) => Manifest.Change(local, path, static manifest => manifest.Remove("copies"));

    /// <summary>What is sent where a manifest is already: tests and pins that were made in the bucket stay. One that cannot be read is replaced.</summary>
    public static byte[] Merge(byte[] sent, byte[] there, string path)
    {
        try
        {
            return JsonNode.Parse(there) is JsonObject other ? Manifest.Change(sent, path, manifest => Manifest.KeepFrom(manifest, other)) : sent;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return sent;
        }
    }

    /// <summary>Reads the manifest of a copy.</summary>
    /// <exception cref="BackupException">The failures that begin with S3; <see cref="BackupFailure.ManifestInvalid"/>: it is too long.</exception>
    public static async Task<byte[]> ReadAsync(IObjectStore store, string key, CancellationToken token)
    {
        Stream body = await store.OpenReadAsync(key, offset: 0, token).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            if (body.Length > MaximumLength)
            {
                throw new BackupException(BackupFailure.ManifestInvalid, string.Format(System.Globalization.CultureInfo.CurrentCulture, Strings.ManifestInvalid, key, body.Length), subject: key);
            }

            byte[] bytes = new byte[body.Length];
            await body.ReadExactlyAsync(bytes, token).ConfigureAwait(false);
            return bytes;
        }
    }

    /// <summary>Writes the manifest of a copy, in the place of one that is there.</summary>
    public static Task<StoredObject> WriteAsync(IObjectStore store, string key, byte[] manifest, Guid id, ObjectOptions options, CancellationToken token)
    {
        ObjectContent content = SmallContent.Of(manifest);
        return store.PutAsync(
            key,
            content,
            options with { Metadata = StoredFile.Metadata(id, Convert.ToHexStringLower(content.Sha256.Span)), OnlyIfAbsent = false },
            new SentBytes(new Progress<long>()).Part(),
            token);
    }

    /// <summary>Changes the manifest of a copy; what a later version wrote in it stays.</summary>
    /// <returns>What it says now.</returns>
    public static async Task<HubBackup> ChangeAsync(IObjectStore store, HubBackup remote, Action<JsonObject> change, CancellationToken token)
    {
        string key = remote.Remote!.Key + ".json";
        byte[] changed = Manifest.Change(await ReadAsync(store, key, token).ConfigureAwait(false), remote.ManifestPath, change);
        await WriteAsync(store, key, changed, remote.Id, new ObjectOptions(), token).ConfigureAwait(false);
        return Manifest.Read(changed, remote.ManifestPath).At(remote.Remote, remote.State);
    }
}
