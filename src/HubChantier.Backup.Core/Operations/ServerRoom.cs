using System.Diagnostics;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.Operations;

/// <summary>The room on the server's disk, where it can be measured from here: where the server's process runs on this machine.</summary>
internal static class ServerRoom
{
    /// <summary>A restored database's size against its SQL, where no manifest says the size it had: its indexes come on top of its data.</summary>
    private const int SizeOfSql = 2;

    /// <summary>The same against the compressed file, where nothing was counted.</summary>
    private const int SizeOfFile = 12;

    /// <summary>Bytes that a backup's database will take, by estimate.</summary>
    public static long NeededBytes(HubBackup backup)
        => backup.DatabaseSize ?? (backup.UncompressedLength * SizeOfSql) ?? (backup.Length * SizeOfFile);

    /// <summary>Bytes free for the server's data; null where that cannot be known.</summary>
    public static async Task<long?> FreeAsync(IDatabaseSession session, CancellationToken token)
    {
        string? folder;
        try
        {
            IReadOnlyList<string?> row = (await session.QueryAsync(
                "SELECT pg_backend_pid(), CASE WHEN pg_has_role('pg_read_all_settings', 'USAGE') THEN current_setting('data_directory') END", token).ConfigureAwait(false))[0];
            folder = IsHere(int.Parse(row[0]!, System.Globalization.CultureInfo.InvariantCulture)) ? row[1] : null;
        }
        catch (BackupException exception) when (exception.Failure is BackupFailure.QueryFailed or BackupFailure.PermissionDenied)
        {
            return null;
        }

        return folder is null ? null : Measure(folder);
    }

    /// <summary>
    /// Sessions that load a backup at once where nobody chose: two, which is what the smallest of servers can do, or one for each processor, at most four,
    /// where the server is seen to run on this machine.
    /// </summary>
    public static async Task<int> JobsAsync(IDatabaseSession session, CancellationToken token)
    {
        const int Least = 2;
        const int Most = 4;
        long processId = await ServerQuestions.NumberAsync(session, "SELECT pg_backend_pid()", token).ConfigureAwait(false);
        return IsHere((int)processId) ? Math.Min(Environment.ProcessorCount, Most) : Least;
    }

    /// <summary>A server in a container or on another host has other processes: a port on this machine proves nothing.</summary>
    private static bool IsHere(int processId)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            return process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static long? Measure(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
