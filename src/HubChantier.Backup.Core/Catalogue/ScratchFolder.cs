using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Catalogue;

/// <summary>
/// A hidden folder inside a folder of backups, for one that comes from elsewhere and is not proven yet: on the same disk, so that it gets its
/// place by renames. Disposing removes it with all that is in it; what a killed run leaves is swept.
/// </summary>
public sealed class ScratchFolder : IDisposable
{
    internal const string Pattern = ".receiving-*";

    private const string LockName = "lock";

    private readonly FileStream _held;

    private ScratchFolder(string path, FileStream held)
    {
        Path = path;
        _held = held;
    }

    /// <summary>Its absolute path.</summary>
    public string Path { get; }

    /// <summary>Makes one.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.FolderNotWritable"/> or <see cref="BackupFailure.DiskFull"/>.</exception>
    public static ScratchFolder Make(BackupFolder folder)
    {
        folder.Ensure();
        string path = System.IO.Path.Combine(folder.Path, Pattern.Replace("*", Guid.NewGuid().ToString("N"), StringComparison.Ordinal));
        try
        {
            new BackupFolder(path).Ensure();
            return new ScratchFolder(path, LockFile.TryTake(System.IO.Path.Combine(path, LockName)) ?? throw new IOException(path));
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, folder.Path);
        }
    }

    /// <summary>Makes a file in it, mode 0600.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.FolderNotWritable"/> or <see cref="BackupFailure.DiskFull"/>.</exception>
    public FileStream Create(string name)
    {
        try
        {
            return PartialBackup.Create(System.IO.Path.Combine(Path, name));
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, Path);
        }
    }

    /// <summary>Gives a backup in it its place in a folder: under the names of partials first, then as a backup is published, its manifest last.</summary>
    /// <param name="backup">The backup in this scratch folder.</param>
    /// <param name="folder">The folder that this one lies in.</param>
    /// <param name="time">The clock.</param>
    /// <param name="token">Cancels before anything has moved.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.FolderNotWritable"/>: also where a file of that name is there.</exception>
    public static async Task<HubBackup> PublishAsync(HubBackup backup, BackupFolder folder, TimeProvider time, CancellationToken token)
    {
        string place = System.IO.Path.Combine(folder.Path, backup.Name);
        try
        {
            // A sweep would take the pair for one that a dead run has split.
            using FileStream manifests = await ManifestUpdate.LockAsync(folder.Path, time, token).ConfigureAwait(false);
            IReadOnlyList<string> sides = [.. SideFiles.Of(backup).Select(side => side.Extension)];
            foreach (string side in sides)
            {
                File.Move(backup.FullName + side, BackupFolder.PartialPath(place + side), overwrite: true);
            }

            string partialManifest = BackupFolder.PartialPath(place + BackupFolder.ManifestExtension);
            File.Move(backup.ManifestPath, partialManifest, overwrite: true);
            File.Move(backup.FullName, place, overwrite: false);
            foreach (string side in sides)
            {
                File.Move(BackupFolder.PartialPath(place + side), place + side, overwrite: false);
            }

            DurableFiles.FlushFolder(folder.Path);
            File.Move(partialManifest, place + BackupFolder.ManifestExtension, overwrite: false);
            DurableFiles.FlushFolder(folder.Path);
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, place);
        }

        return BackupFolder.Open(place);
    }

    /// <summary>Removes what killed runs have left in a folder.</summary>
    internal static IEnumerable<string> Sweep(string folder)
    {
        foreach (string path in Directory.EnumerateDirectories(folder, Pattern, new EnumerationOptions { AttributesToSkip = 0 }).ToList())
        {
            if (LockFile.TryTake(System.IO.Path.Combine(path, LockName)) is { } held)
            {
                Directory.Delete(path, recursive: true);
                held.Dispose();
                yield return System.IO.Path.GetFileName(path);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            // The next run's sweep takes it away.
        }

        _held.Dispose();
    }
}
