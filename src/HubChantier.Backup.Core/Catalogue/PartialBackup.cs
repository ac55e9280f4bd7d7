using HubChantier.Backup.Archive;

namespace HubChantier.Backup.Catalogue;

/// <summary>
/// A backup that is being written, under a name that is no backup's. It gets its name by <see cref="Publish"/>; disposed
/// before that, it is gone. Its file is locked as long as its owner lives, so that a sweep can tell it from a dead run's.
/// </summary>
public sealed class PartialBackup : IDisposable
{
    private readonly string _path;
    private readonly string _partialPath;
    private readonly List<(string Path, FileStream Content)> _sides = [];
    private bool _published;

    private PartialBackup(string path, string partialPath, FileStream content)
    {
        _path = path;
        _partialPath = partialPath;
        Content = content;
    }

    /// <summary>Name that the data file will have.</summary>
    public string Name => Path.GetFileName(_path);

    /// <summary>The data file, mode 0600.</summary>
    public FileStream Content { get; }

    /// <summary>Makes an empty file that gets its name, made from the data file's, together with it; mode 0600.</summary>
    /// <param name="extension">What follows the data file's name: one of <see cref="SideFiles.Extensions"/>.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.FolderNotWritable"/> or <see cref="BackupFailure.DiskFull"/>.</exception>
    public FileStream BeginSide(string extension)
    {
        string path = _path + extension;
        try
        {
            string partial = BackupFolder.PartialPath(path);
            // Left by a dead run that had the same name: it is ours by the lock on the data file.
            File.Delete(partial);
            FileStream content = Create(partial);
            _sides.Add((path, content));
            return content;
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, path);
        }
    }

    /// <summary>Gives the backup its name: data first, side files, manifest last, each without replacing, both on disk before and after.</summary>
    /// <returns>The backup at its place.</returns>
    /// <exception cref="BackupException"><see cref="BackupFailure.FolderNotWritable"/> or <see cref="BackupFailure.DiskFull"/>.</exception>
    public HubBackup Publish(HubBackup backup, MemberIndex members)
    {
        string manifestPath = _path + BackupFolder.ManifestExtension;
        string partialManifestPath = BackupFolder.PartialPath(manifestPath);
        try
        {
            Content.Flush(flushToDisk: true);
            foreach ((_, FileStream side) in _sides)
            {
                side.Flush(flushToDisk: true);
            }

            Write(partialManifestPath, Manifest.Create(backup, members));
            try
            {
                File.Move(_partialPath, _path, overwrite: false);
                _published = true;
                foreach ((string path, FileStream side) in _sides)
                {
                    File.Move(side.Name, path, overwrite: false);
                }

                DurableFiles.FlushFolder(Path.GetDirectoryName(_path)!);
                File.Move(partialManifestPath, manifestPath, overwrite: false);
                DurableFiles.FlushFolder(Path.GetDirectoryName(_path)!);
            }
            finally
            {
                if (!_published)
                {
                    File.Delete(partialManifestPath);
                }
            }
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, _path);
        }

        return backup.At(_path, HubBackupState.Complete);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_published)
        {
            // Before the lock goes with the stream: nobody else may take the file for a dead run's meanwhile.
            foreach ((_, FileStream side) in _sides)
            {
                File.Delete(side.Name);
            }

            File.Delete(_partialPath);
        }

        foreach ((_, FileStream side) in _sides)
        {
            side.Dispose();
        }

        Content.Dispose();
    }

    /// <summary>Makes the file, or returns null if another run has one of this name.</summary>
    internal static PartialBackup? TryCreate(string path)
    {
        string partialPath = BackupFolder.PartialPath(path);
        try
        {
            return new PartialBackup(path, partialPath, Create(partialPath));
        }
        catch (IOException) when (File.Exists(partialPath))
        {
            return null;
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>Writes a small file whole and onto the disk, mode 0600; nothing of it stays if that fails.</summary>
    internal static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        bool written = false;
        try
        {
            using FileStream stream = Create(path);
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
            written = true;
        }
        finally
        {
            if (!written)
            {
                File.Delete(path);
            }
        }
    }

    internal static FileStream Create(string path) => PrivateFile.Open(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
}
