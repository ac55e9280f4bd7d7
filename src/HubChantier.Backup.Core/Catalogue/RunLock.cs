using System.Globalization;

namespace HubChantier.Backup.Catalogue;

/// <summary>
/// One backup or restore of a database at a time in a folder: a locked file, and beside it one that says who holds it, because
/// .NET reads no file that another has locked. The lock goes with its holder, however that ends; the files stay: removing them
/// would let two hold "the same" lock.
/// </summary>
public sealed class RunLock : IDisposable
{
    private const string HolderExtension = ".holder";

    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(200);

    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <param name="folder">The folder of the backups; it must exist.</param>
    /// <param name="database">The database.</param>
    /// <param name="timeout">How long to wait for another run; zero to not wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="token">Cancels the waiting.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.LockHeld"/>, naming the holder; <see cref="BackupFailure.FolderNotWritable"/>; <see cref="BackupFailure.DiskFull"/>.</exception>
    public static async Task<RunLock> AcquireAsync(string folder, string database, TimeSpan timeout, TimeProvider time, CancellationToken token)
    {
        // Never the name of the manifests' lock, whatever the database is called.
        string path = Path.Combine(folder, $".{BackupName.Escape(database)}.run.lock");
        long began = time.GetTimestamp();
        while (true)
        {
            if (TryTake(path, time) is { } taken)
            {
                return taken;
            }

            if (time.GetElapsedTime(began) >= timeout)
            {
                throw new BackupException(
                    BackupFailure.LockHeld,
                    string.Format(CultureInfo.CurrentCulture, Strings.LockHeld, database, Holder(path)),
                    subject: database);
            }

            await Task.Delay(s_retry, time, token).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static RunLock? TryTake(string path, TimeProvider time)
    {
        FileStream? file = null;
        try
        {
            file = LockFile.TryTake(path);
            if (file is null)
            {
                return null;
            }

            SayWho(path, time);
            RunLock taken = new(file);
            file = null;
            return taken;
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, path);
        }
        finally
        {
            // Still here: nobody else will let go of it.
            file?.Dispose();
        }
    }

    private static void SayWho(string path, TimeProvider time)
    {
        using StreamWriter writer = new(PrivateFile.Open(path + HolderExtension, FileMode.Create, FileAccess.Write, FileShare.Read));
        writer.Write(string.Format(
            CultureInfo.InvariantCulture, "pid {0} on {1} since {2:yyyy-MM-dd HH:mm:ss zzz}", Environment.ProcessId, Environment.MachineName, time.GetLocalNow()));
    }

    private static string Holder(string path) => File.Exists(path + HolderExtension) ? File.ReadAllText(path + HolderExtension) : "?";
}
