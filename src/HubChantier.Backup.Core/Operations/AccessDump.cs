using System.Buffers;
using System.Globalization;
using HubChantier.Backup.Archive;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>Writes the file of owners and grants: a second pg_dump in the same snapshot, of which only those statements are kept.</summary>
internal static class AccessDump
{
    private const int BufferSize = 1 << 16;

    /// <summary>The last pg_dump that counts large objects, without their content, among what comes before the data.</summary>
    private const int LastWithLargeObjectsBeforeData = 16;

    /// <summary>Runs it.</summary>
    /// <param name="source">Gives the pg_dump.</param>
    /// <param name="data">What the data file's pg_dump is asked for: the same database and snapshot, and the same patience with locks.</param>
    /// <param name="lockWait">The option that says how long to wait for a table's lock.</param>
    /// <param name="largeObjects">Whether the database has large objects.</param>
    /// <param name="partial">The backup that the file is of.</param>
    /// <param name="encryption">For whom it is encrypted; null to not encrypt it.</param>
    /// <param name="token">Cancels.</param>
    /// <exception cref="BackupException">As a backup's own dump.</exception>
    public static async Task<HubAccessFile> RunAsync(
        IDumpSource source, DumpRequest data, string lockWait, bool largeObjects, PartialBackup partial, AgeEncryption? encryption, CancellationToken token)
    {
        DumpRequest request = new()
        {
            Database = data.Database,
            Options = ["--format=plain", "--verbose", .. WithoutData(source.Version, largeObjects), lockWait],
            Snapshot = data.Snapshot,
        };
        ArrayBufferWriter<byte> kept = new(BufferSize);
        AccessExtract extract = new(kept);
        DumpReader reader = new(extract);
        FileStream file = partial.BeginSide(HubBackup.SideExtension(HubBackup.AccessExtension, encryption is not null));
        using FileWriter writer = new(file, encryption);
        IRunningDump dump = source.Start(request);
        await using (dump.ConfigureAwait(false))
        {
            // A read that waits does not see the token.
            using CancellationTokenRegistration registration = token.Register(dump.Abort);
            byte[] buffer = new byte[BufferSize];
            int count;
            while ((count = await dump.Output.ReadAsync(buffer, token).ConfigureAwait(false)) > 0)
            {
                reader.Read(buffer.AsSpan(0, count));
                await WriteAsync(kept, writer, file, token).ConfigureAwait(false);
            }

            token.ThrowIfCancellationRequested();
            await dump.WaitAsync(token).ConfigureAwait(false);
            reader.Complete();
            await WriteAsync(kept, writer, file, token).ConfigureAwait(false);
            await FileErrors.TranslateAsync(file.Name, () => writer.CompleteAsync(token)).ConfigureAwait(false);
            return extract.Source.IsComplete
                ? new HubAccessFile { Length = writer.Length, Sha256 = writer.Sha256, Roles = [.. extract.Roles.All] }
                : throw new BackupException(
                    BackupFailure.DumpIncomplete,
                    string.Format(CultureInfo.CurrentCulture, Strings.DumpIncomplete, data.Database, reader.Position),
                    subject: data.Database);
        }
    }

    /// <summary>
    /// The options that leave the rows out. For --schema-only the owners and grants of large objects are data too; and since pg_dump 17 they come with
    /// the large objects' content or not at all.
    /// </summary>
    private static IReadOnlyList<string> WithoutData(PostgresVersion program, bool largeObjects) => (largeObjects, program.Major) switch
    {
        (false, _) => ["--schema-only"],
        (true, <= LastWithLargeObjectsBeforeData) => ["--section=pre-data", "--section=post-data"],
        (true, _) => ["--exclude-table-data=*.*"],
    };

    private static async Task WriteAsync(ArrayBufferWriter<byte> kept, FileWriter writer, FileStream file, CancellationToken token)
    {
        await FileErrors.TranslateAsync(file.Name, () => writer.WriteAsync(kept.WrittenMemory, token)).ConfigureAwait(false);
        kept.ResetWrittenCount();
    }
}
