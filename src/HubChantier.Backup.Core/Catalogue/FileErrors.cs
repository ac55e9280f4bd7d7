using System.Globalization;

namespace HubChantier.Backup.Catalogue;

/// <summary>Turns the file system's errors into failures that have a name.</summary>
internal static class FileErrors
{
    // On Unix an IOException's HResult is errno: ENOSPC and EDQUOT. On Windows ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private static readonly HashSet<int> s_diskFull = [28, 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>Whether <see cref="Translate"/> knows the exception.</summary>
    public static bool IsFileError(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Writes to a file, with its errors translated.</summary>
    public static async Task TranslateAsync(string path, Func<ValueTask> write)
    {
        try
        {
            await write().ConfigureAwait(false);
        }
        catch (Exception exception) when (IsFileError(exception))
        {
            throw Translate(exception, path);
        }
    }

    public static BackupException Translate(Exception exception, string path) => s_diskFull.Contains(exception.HResult)
        ? new BackupException(BackupFailure.DiskFull, string.Format(CultureInfo.CurrentCulture, Strings.DiskFull, path), exception, path)
        : new BackupException(
            BackupFailure.FolderNotWritable,
            string.Format(CultureInfo.CurrentCulture, Strings.FolderNotWritable, path, exception.Message),
            exception,
            path);
}
