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
            // Manifests first: they decide over the other partials of their backup.
            foreach (string path in Directory.EnumerateFiles(folder, ".*" + BackupFolder.PartialExtension, new EnumerationOptions { AttributesToSkip = 0 })
                .OrderByDescending(IsManifest).ToList())
            {
                bool cleared = IsManifest(path) ? await ClearManifestAsync(folder, path, token).ConfigureAwait(false) : RemoveIfDead(path);
                if (cleared)
                {
                    swept.Add(Path.GetFileName(path));
                }
            }

            foreach (string extension in SideFiles.Extensions.Append(BackupFolder.ManifestExtension))
            {
                foreach (string path in BackupName.Ends.SelectMany(data => Directory.EnumerateFiles(folder, "*" + data + extension)).ToList())
                {
                    // Of a removal that was killed: the data file went first.
                    if (!File.Exists(path[..^extension.Length]))
                    {
                        File.Delete(path);
                        swept.Add(Path.GetFileName(path));
                    }
                }
            }

            swept.AddRange(ScratchFolder.Sweep(folder));
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

        if (await ReadIfWholeAsync(path, data, token).ConfigureAwait(false) is { } backup)
        {
            foreach ((string extension, _) in SideFiles.Of(backup))
            {
                string side = data + extension;
                if (!File.Exists(side))
                {
                    File.Move(BackupFolder.PartialPath(side), side, overwrite: false);
                }
            }

            File.Move(path, manifest, overwrite: false);
        }
        else
        {
            File.Delete(data);
            File.Delete(path);
        }

        return true;
    }

    private static bool IsManifest(string path) => path.EndsWith(PartialManifest, StringComparison.Ordinal);

    /// <summary>The backup, if all its files are those that the manifest describes, under their names or not yet; the manifest may itself be cut.</summary>
    private static async Task<HubBackup?> ReadIfWholeAsync(string manifest, string data, CancellationToken token)
    {
        HubBackup backup;
        try
        {
            backup = Manifest.Read(await File.ReadAllBytesAsync(manifest, token).ConfigureAwait(false), manifest);
        }
        catch (BackupException)
        {
            return null;
        }

        if (!await SideFiles.IsWholeAsync(data, backup.Length, backup.Sha256, token).ConfigureAwait(false))
        {
            return null;
        }

        foreach ((string extension, HubSideFile file) in SideFiles.Of(backup))
        {
            string side = data + extension;
            string place = File.Exists(side) ? side : BackupFolder.PartialPath(side);
            if (!await SideFiles.IsWholeAsync(place, file.Length, file.Sha256, token).ConfigureAwait(false))
            {
                return null;
            }
        }

        return backup;
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
