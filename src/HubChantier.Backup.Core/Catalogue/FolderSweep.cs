using System.Security.Cryptography;
using HubChantier.Backup.Archive;

namespace HubChantier.Backup.Catalogue;

/// <summary>
/// Clears up what a run that was killed has left: removes partial files, and finishes or removes a pair that was split
/// between its two renames. What belongs to a run that still lives is locked, and left alone.
/// </summary>
public static class FolderSweep
{
    private const string PartialManifest = BackupFolder.ManifestExtension + BackupFolder.PartialExtension;

    /// <summary>Sweeps a folder.</summary>
    /// <returns>The names of what was removed or finished.</returns>
    /// <exception cref="BackupException"><see cref="BackupFailure.FolderNotWritable"/>.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(string folder, TimeProvider time, CancellationToken token)
    {
        List<string> swept = [];
        try
        {
            using FileStream manifests = await ManifestUpdate.LockAsync(folder, time, token).ConfigureAwait(false);
            foreach (string path in Directory.EnumerateFiles(folder, ".*" + BackupFolder.PartialExtension, new EnumerationOptions { AttributesToSkip = 0 }).ToList())
            {
                bool cleared = path.EndsWith(PartialManifest, StringComparison.Ordinal)
                    ? await ClearManifestAsync(folder, path, token).ConfigureAwait(false)
                    : RemoveIfDead(path);
                if (cleared)
                {
                    swept.Add(Path.GetFileName(path));
                }
            }

            foreach (string manifest in BackupName.Extensions.Values
                .SelectMany(extension => Directory.EnumerateFiles(folder, "*" + extension + BackupFolder.ManifestExtension)).ToList())
            {
                // Of a removal that was killed: the data file went first.
                if (!File.Exists(manifest[..^BackupFolder.ManifestExtension.Length]))
                {
                    File.Delete(manifest);
                    swept.Add(Path.GetFileName(manifest));
                }
            }

            if (swept.Count > 0)
            {
                DurableFiles.FlushFolder(folder);
            }
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, folder);
        }

        return swept;
    }

    private static async Task<bool> ClearManifestAsync(string folder, string path, CancellationToken token)
    {
        string name = Path.GetFileName(path)[1..^PartialManifest.Length];
        string data = Path.Combine(folder, name);
        string manifest = data + BackupFolder.ManifestExtension;
        if (File.Exists(manifest))
        {
            // Of a change that was killed. We hold the lock under which changes are made.
            File.Delete(path);
            return true;
        }

        if (!File.Exists(data))
        {
            // Killed before the first rename, or about to make it: then the data's partial is locked.
            string partial = BackupFolder.PartialPath(data);
            if (File.Exists(partial) && !IsDead(partial))
            {
                return false;
            }

            File.Delete(path);
            return true;
        }

        if (!IsDead(data))
        {
            return false;
        }

        if (await IsWholeAsync(path, data, token).ConfigureAwait(false))
        {
            File.Move(path, manifest, overwrite: false);
        }
        else
        {
            File.Delete(data);
            File.Delete(path);
        }

        return true;
    }

    /// <summary>Whether the data file is the one that the manifest describes; the manifest may itself be cut.</summary>
    private static async Task<bool> IsWholeAsync(string manifest, string data, CancellationToken token)
    {
        HubBackup backup;
        try
        {
            backup = Manifest.Read(await File.ReadAllBytesAsync(manifest, token).ConfigureAwait(false), manifest);
        }
        catch (BackupException)
        {
            return false;
        }

        FileStream stream = File.OpenRead(data);
        await using (stream.ConfigureAwait(false))
        {
            return stream.Length == backup.Length
                && Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, token).ConfigureAwait(false)) == backup.Sha256;
        }
    }

    private static bool RemoveIfDead(string path)
    {
        if (!IsDead(path))
        {
            return false;
        }

        File.Delete(path);
        return true;
    }

    /// <summary>Whether nobody holds the file: a run keeps the one it writes locked as long as it lives.</summary>
    private static bool IsDead(string path)
    {
        try
        {
            using FileStream _ = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
