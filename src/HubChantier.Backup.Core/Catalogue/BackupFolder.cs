using System.Globalization;
using HubChantier.Backup.Archive;

namespace HubChantier.Backup.Catalogue;

/// <summary>A folder of backups. A data file is a backup once its manifest, which is written last, stands beside it.</summary>
public sealed class BackupFolder
{
    internal const string ManifestExtension = ".json";
    internal const string PartialExtension = ".partial";

    /// <summary>Makes a folder's catalogue; touches nothing.</summary>
    /// <param name="path">Absolute path.</param>
    public BackupFolder(string path) => Path = path;

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>Makes the folder, mode 0700, if it is not there.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.FolderNotWritable"/>.</exception>
    public void Ensure()
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(Path);
            }
            else if (!Directory.Exists(Path))
            {
                Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, Path);
        }
    }

    /// <summary>Whether it is there.</summary>
    internal bool Exists => Directory.Exists(Path);

    /// <summary>Bytes that are free for us on the folder's disk.</summary>
    public long FreeBytes => new DriveInfo(Path).AvailableFreeSpace;

    /// <summary>Bytes free for us on the folder's disk, and bytes in all; null where the folder is not there or the system does not say.</summary>
    internal (long Free, long Total)? Room
    {
        get
        {
            try
            {
                DriveInfo drive = new(Path);
                return (drive.AvailableFreeSpace, drive.TotalSize);
            }
            catch (Exception exception) when (FileErrors.IsFileError(exception) || exception is ArgumentException)
            {
                return null;
            }
        }
    }

    /// <summary>All backups in the folder, oldest first.</summary>
    /// <param name="unreadable">Told of each manifest that cannot be read; its backup is not listed.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.FolderNotWritable"/>: the folder cannot be read.</exception>
    public IReadOnlyList<HubBackup> List(Action<BackupException> unreadable)
    {
        if (!Directory.Exists(Path))
        {
            return [];
        }

        HashSet<string> names;
        try
        {
            names = Directory.EnumerateFiles(Path).Select(path => System.IO.Path.GetFileName(path)).ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, Path);
        }

        List<HubBackup> backups = [];
        Lock gathering = new();
        Parallel.ForEach(names, name =>
        {
            HubBackup? backup = null;
            BackupException? problem = null;
            try
            {
                backup = Classify(name, names);
            }
            catch (BackupException exception)
            {
                problem = exception;
            }

            lock (gathering)
            {
                if (backup is not null)
                {
                    backups.Add(backup);
                }
                else if (problem is not null)
                {
                    unreadable(problem);
                }
            }
        });
        return [.. backups.OrderBy(backup => backup.Started).ThenBy(backup => backup.Name, StringComparer.Ordinal)];
    }

    /// <summary>
    /// The backups that can be read, each read when it is asked for, newest by name first: for a question that the first few answer,
    /// asked for each of many removals.
    /// </summary>
    internal IEnumerable<HubBackup> NewestNamesFirst()
    {
        HashSet<string> names = Directory.EnumerateFiles(Path).Select(path => System.IO.Path.GetFileName(path)).ToHashSet(StringComparer.Ordinal);
        foreach (string name in names.Where(name => names.Contains(name + ManifestExtension)).OrderByDescending(static name => BackupName.Parse(name)?.LocalTime))
        {
            HubBackup? backup = null;
            try
            {
                backup = Read(name);
            }
            catch (BackupException)
            {
                // Cannot be read: it counts for nothing here.
            }

            if (backup is not null)
            {
                yield return backup;
            }
        }
    }

    /// <summary>One backup by the path of its data file.</summary>
    /// <param name="path">Absolute path of the data file, in any folder.</param>
    /// <exception cref="BackupException">
    /// <see cref="BackupFailure.BackupNotFound"/>, <see cref="BackupFailure.NotABackup"/> or <see cref="BackupFailure.ManifestInvalid"/>.
    /// </exception>
    public static HubBackup Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new BackupException(
                BackupFailure.BackupNotFound, string.Format(CultureInfo.CurrentCulture, Strings.BackupNotFound, path), subject: path);
        }

        BackupFolder folder = new(System.IO.Path.GetDirectoryName(path)!);
        string name = System.IO.Path.GetFileName(path);
        return (File.Exists(path + ManifestExtension) ? folder.Read(name) : folder.Legacy(name))
            ?? throw new BackupException(
                BackupFailure.NotABackup, string.Format(CultureInfo.CurrentCulture, Strings.NotABackup, path), subject: path);
    }

    /// <summary>What the name alone tells of a backup whose manifest cannot be read; null if it tells nothing, or its file is gone.</summary>
    /// <param name="problem">The error with which <see cref="List"/> told of it.</param>
    internal static HubBackup? ByNameOf(BackupException problem)
    {
        string? path = (problem.Subject as string)?[..^ManifestExtension.Length];
        return File.Exists(path) ? new BackupFolder(System.IO.Path.GetDirectoryName(path)!).Legacy(System.IO.Path.GetFileName(path)) : null;
    }

    /// <summary>Where the members of a backup's file begin, as its manifest says; null where it does not.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ManifestInvalid"/>: it cannot be read.</exception>
    internal static MemberIndex? ReadMembers(HubBackup backup)
    {
        try
        {
            return Manifest.ReadMembers(File.ReadAllBytes(backup.ManifestPath), backup);
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw new BackupException(
                BackupFailure.ManifestInvalid,
                string.Format(CultureInfo.CurrentCulture, Strings.ManifestInvalid, backup.ManifestPath, exception.Message),
                exception,
                backup.ManifestPath);
        }
    }

    /// <summary>Begins a backup under the next name that is free.</summary>
    /// <param name="database">The database.</param>
    /// <param name="kind">The kind, which decides the name.</param>
    /// <param name="localTime">When the backup begins, in local time.</param>
    /// <param name="compression">The compression, which decides the name's end.</param>
    /// <param name="encrypted">Whether it is encrypted, which the name says too.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.FolderNotWritable"/> or <see cref="BackupFailure.DiskFull"/>.</exception>
    public PartialBackup Begin(string database, HubBackupKind kind, DateTime localTime, HubCompression compression = HubCompression.Gzip, bool encrypted = false)
    {
        for (DateTime time = localTime; ; time = time.AddSeconds(1))
        {
            string name = BackupName.Compose(database, kind, time, compression, encrypted);
            string path = System.IO.Path.Combine(Path, name);
            if (!File.Exists(path) && !File.Exists(path + ManifestExtension) && !SideFiles.Extensions.Any(extension => File.Exists(path + extension))
                && PartialBackup.TryCreate(path) is { } partial)
            {
                return partial;
            }
        }
    }

    internal static string PartialPath(string path)
        => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, "." + System.IO.Path.GetFileName(path) + PartialExtension);

    private HubBackup? Classify(string name, HashSet<string> names)
    {
        if (names.Contains(name + ManifestExtension))
        {
            return Read(name);
        }

        // A data file that got its name a moment ago: its manifest is on the way.
        bool publishing = names.Contains("." + name + ManifestExtension + PartialExtension);
        return publishing || name.StartsWith('.') ? null : Legacy(name);
    }

    private HubBackup Read(string name)
    {
        string path = System.IO.Path.Combine(Path, name);
        string manifestPath = path + ManifestExtension;
        try
        {
            HubBackup backup = Manifest.Read(File.ReadAllBytes(manifestPath), manifestPath);
            if (backup.Name != name)
            {
                throw new BackupException(
                    BackupFailure.ManifestInvalid,
                    string.Format(CultureInfo.CurrentCulture, Strings.ManifestOfAnother, manifestPath, backup.Name),
                    subject: manifestPath);
            }

            bool whole = new FileInfo(path).Length == backup.Length;
            return backup.At(path, whole ? HubBackupState.Complete : HubBackupState.Damaged);
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw new BackupException(
                BackupFailure.ManifestInvalid,
                string.Format(CultureInfo.CurrentCulture, Strings.ManifestInvalid, manifestPath, exception.Message),
                exception,
                manifestPath);
        }
    }

    private HubBackup? Legacy(string name)
    {
        // The old scripts knew gzip only. One that is encrypted has lost its manifest, or somebody used age by himself.
        if (BackupName.Parse(name) is not { Compression: HubCompression.Gzip } parts)
        {
            return null;
        }

        string path = System.IO.Path.Combine(Path, name);
        return new HubBackup
        {
            Schema = 0,
            Id = Guid.Empty,
            Name = name,
            Kind = parts.Kind,
            Database = parts.Database ?? "",
            Source = "",
            Started = new DateTimeOffset(parts.LocalTime).ToUniversalTime(),
            Length = new FileInfo(path).Length,
            Encryption = parts.IsEncrypted ? new HubEncryption { Format = "age", Recipients = [] } : null,
        }.At(path, HubBackupState.Legacy);
    }
}
