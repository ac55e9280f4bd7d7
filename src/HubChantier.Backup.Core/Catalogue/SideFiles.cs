using System.Globalization;
using System.Security.Cryptography;

namespace HubChantier.Backup.Catalogue;

/// <summary>The files beside a data file that its manifest describes besides itself.</summary>
internal static class SideFiles
{
    /// <summary>What follows the data file's name in theirs.</summary>
    public static IReadOnlyList<string> Extensions { get; } =
    [
        .. ((string[])[HubBackup.AccessExtension, HubBackup.GlobalsExtension])
            .SelectMany(static extension => (string[])[extension, HubBackup.SideExtension(extension, encrypted: true)]),
    ];

    /// <summary>Those that a backup has, by what follows the name.</summary>
    public static IEnumerable<(string Extension, HubSideFile File)> Of(HubBackup backup)
    {
        if (backup.Access is not null)
        {
            yield return (HubBackup.SideExtension(HubBackup.AccessExtension, backup.Encrypted), backup.Access);
        }

        if (backup.Globals is not null)
        {
            yield return (HubBackup.SideExtension(HubBackup.GlobalsExtension, backup.Encrypted), backup.Globals);
        }
    }

    /// <summary>Whether a file is the one that a manifest describes.</summary>
    public static async Task<bool> IsWholeAsync(string path, long length, string? sha256, CancellationToken token)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        FileStream stream = File.OpenRead(path);
        await using (stream.ConfigureAwait(false))
        {
            return stream.Length == length && Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, token).ConfigureAwait(false)) == sha256;
        }
    }

    /// <summary>What is wrong with the side files of a backup; empty where nothing is.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.FolderNotWritable"/>: one cannot be read.</exception>
    public static async Task<IReadOnlyList<BackupException>> ProblemsAsync(HubBackup backup, CancellationToken token)
    {
        List<BackupException> problems = [];
        foreach ((string extension, HubSideFile file) in Of(backup))
        {
            string path = backup.FullName + extension;
            try
            {
                if (!await IsWholeAsync(path, file.Length, file.Sha256, token).ConfigureAwait(false))
                {
                    problems.Add(Damaged(backup, extension));
                }
            }
            catch (Exception exception) when (FileErrors.IsFileError(exception))
            {
                throw FileErrors.Translate(exception, path);
            }
        }

        return problems;
    }

    /// <summary>Opens a side file for reading; nobody can replace what is read under the reader.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ChecksumMismatch"/>: it is gone; <see cref="BackupFailure.FolderNotWritable"/>.</exception>
    public static FileStream Open(HubBackup backup, string extension)
    {
        try
        {
            return new FileStream(backup.FullName + extension, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 0 });
        }
        catch (FileNotFoundException)
        {
            throw Damaged(backup, extension);
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, backup.FullName + extension);
        }
    }

    /// <summary>The failure of a side file that is gone, or another than its manifest describes.</summary>
    public static BackupException Damaged(HubBackup backup, string extension) => new(
        BackupFailure.ChecksumMismatch,
        string.Format(CultureInfo.CurrentCulture, Strings.SideFileDamaged, backup.Name + extension, backup.Name),
        subject: backup);
}
