using HubChantier.Backup.Catalogue;

namespace HubChantier.Backup.Journal;

/// <summary>
/// The journal of runs beside the backups: JSON, a line for each run. Lines are only ever appended, under the folder's short lock; a journal that
/// has grown goes on in a new file.
/// </summary>
public sealed class RunJournal
{
    /// <summary>Name of the file that is written; older ones have a number behind it, <c>.1</c> the newest of them.</summary>
    public const string FileName = "hub-backup-journal.jsonl";

    /// <summary>How many older files are kept.</summary>
    public const int FilesKept = 5;

    /// <summary>Two thousand runs or so: half a year of ten a day.</summary>
    private const long DefaultLimit = 1024 * 1024;

    private readonly string _folder;
    private readonly long _limit;

    /// <summary>Makes the journal of a folder; touches nothing.</summary>
    /// <param name="folder">Absolute path of the backups' folder.</param>
    public RunJournal(string folder)
        : this(folder, DefaultLimit)
    {
    }

    /// <summary>As the other, with the length in bytes that no file exceeds.</summary>
    internal RunJournal(string folder, long limit)
    {
        _folder = folder;
        _limit = limit;
    }

    /// <summary>Absolute path of the file that is written.</summary>
    public string Path => System.IO.Path.Combine(_folder, FileName);

    /// <summary>Bytes that are free on the journal's disk; null where that cannot be known.</summary>
    internal long? FreeBytes => new BackupFolder(_folder).Room?.Free;

    /// <summary>Appends a run. Where the folder is not there, there is no journal, and nothing is written.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.FolderNotWritable"/> or <see cref="BackupFailure.DiskFull"/>.</exception>
    public async Task AppendAsync(HubRun run, TimeProvider time, CancellationToken token)
    {
        if (!Directory.Exists(_folder))
        {
            return;
        }

        try
        {
            // .NET's append is a seek and a write, not O_APPEND: two processes would write over each other.
            using FileStream held = await ManifestUpdate.LockAsync(_folder, time, token).ConfigureAwait(false);
            byte[] line = JournalLine.Write(run);
            RollIfFull(line.Length);
            using FileStream file = Open();
            if (EndsInTornLine(file))
            {
                file.WriteByte((byte)'\n');
            }

            file.Write(line);
            file.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, Path);
        }
    }

    /// <summary>All runs that the journal still has. Takes no lock; a line that is being written, or that a crash has cut, is passed over.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.FolderNotWritable"/>: a file is there and cannot be read.</exception>
    public JournalReading Read()
    {
        List<HubRun> runs = [];
        int unreadable = 0;
        foreach (string path in Enumerable.Range(1, FilesKept).Reverse().Select(Older).Append(Path))
        {
            foreach (Range line in Lines(ReadFile(path), out byte[] text))
            {
                if (JournalLine.Read(text.AsSpan(line)) is { } run)
                {
                    runs.Add(run);
                }
                else
                {
                    unreadable++;
                }
            }
        }

        // A file that rolled between two reads may have been seen twice.
        return new JournalReading([.. runs.DistinctBy(run => run.Id).OrderBy(run => run.Finished)], unreadable);
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using MemoryStream content = new();
            file.CopyTo(content);
            return content.ToArray();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, path);
        }
    }

    private static List<Range> Lines(byte[] content, out byte[] text)
    {
        text = content;
        List<Range> lines = [];
        foreach (Range line in content.AsSpan().Split((byte)'\n'))
        {
            if (line.End.Value > line.Start.Value)
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    private static bool EndsInTornLine(FileStream file)
    {
        if (file.Length == 0)
        {
            return false;
        }

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    private string Older(int number) => $"{Path}.{number}";

    private void RollIfFull(int more)
    {
        FileInfo current = new(Path);
        if (!current.Exists || current.Length + more <= _limit)
        {
            return;
        }

        for (int number = FilesKept - 1; number >= 1; number--)
        {
            if (File.Exists(Older(number)))
            {
                File.Move(Older(number), Older(number + 1), overwrite: true);
            }
        }

        File.Move(Path, Older(1), overwrite: true);
    }

    private FileStream Open() => PrivateFile.Open(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
}
