using System.Globalization;
using HubChantier.Backup.Archive;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>Reads a backup's whole file and compares it with its manifest: checksum, compression, SQL, trailer, rows.</summary>
internal static class BackupInspection
{
    /// <summary>Reads the file.</summary>
    /// <param name="backup">The backup; a legacy one has no manifest to compare with.</param>
    /// <param name="context">The codecs, and the identities for an encrypted one.</param>
    /// <param name="consume">Also given the SQL, or null.</param>
    /// <param name="progress">Told the bytes of the file that were read.</param>
    /// <param name="token">Cancels.</param>
    /// <param name="also">Also told what is in the SQL, or null.</param>
    /// <param name="open">Opens the file elsewhere than on this machine's disk, or null.</param>
    public static async Task<BackupReading> ReadAsync(
        HubBackup backup, OperationContext context, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask>? consume, IProgress<long> progress, CancellationToken token,
        IDumpVisitor? also = null, Func<CancellationToken, Task<Stream>>? open = null)
    {
        AgeIdentities identities = AgeIdentities.Of(context);
        DumpInventory inventory = new();
        DumpReader reader = new(also is null ? inventory : new VisitorPair(inventory, also));
        Stream file = open is null ? OpenFile(backup) : await open(token).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            ArchiveSummary summary;
            try
            {
                summary = await ArchiveReader.ReadAsync(
                    file, ArchiveFormat.Codec(backup.Compression, context.Zstd), TakeAsync, progress, token, stored => identities.Open(backup, stored)).ConfigureAwait(false);
            }
            catch (InvalidDataException exception)
            {
                return new BackupReading(
                    Summary: null, inventory, [Problem(BackupFailure.ArchiveCorrupt, backup, exception, Strings.ArchiveCorrupt, backup.Name, exception.Message)]);
            }

            reader.Complete();
            return new BackupReading(summary, inventory, [.. Problems(backup, summary, inventory)]);
        }

        ValueTask TakeAsync(ReadOnlyMemory<byte> content, CancellationToken cancel)
        {
            reader.Read(content.Span);
            // A small file can hold an endless text of zeros: it is not read further than its manifest says it goes.
            if (reader.Position > (backup.UncompressedLength ?? long.MaxValue))
            {
                throw new InvalidDataException(string.Format(CultureInfo.CurrentCulture, Strings.LongerThanManifest, backup.UncompressedLength));
            }

            return consume is null ? ValueTask.CompletedTask : consume(content, cancel);
        }
    }

    /// <summary>Compares the file's checksum with the manifest's: all that can be done with one that nobody here can decrypt.</summary>
    /// <returns>What is wrong; null where nothing is.</returns>
    public static async Task<BackupException?> CompareAsync(
        HubBackup backup, IProgress<long> progress, CancellationToken token, Func<CancellationToken, Task<Stream>>? open = null)
    {
        Stream file = open is null ? OpenFile(backup) : await open(token).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            using HashingReadStream hashing = new(file);
            byte[] buffer = new byte[1 << 18];
            while (await hashing.ReadAsync(buffer, token).ConfigureAwait(false) > 0)
            {
                progress.Report(hashing.Count);
            }

            return Difference(backup, hashing.Hash());
        }
    }

    private static FileStream OpenFile(HubBackup backup)
    {
        try
        {
            return new FileStream(backup.FullName, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 0 });
        }
        catch (FileNotFoundException exception)
        {
            throw Problem(BackupFailure.BackupNotFound, backup, exception, Strings.BackupNotFound, backup.FullName);
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, backup.FullName);
        }
    }

    private static IEnumerable<BackupException> Problems(HubBackup backup, ArchiveSummary summary, DumpInventory inventory)
    {
        if (Difference(backup, summary.Sha256) is { } difference)
        {
            yield return difference;
        }

        // What would harm comes before what is missing. A text that ends in the middle of something is cut, not hostile.
        foreach (DumpViolation violation in inventory.Violations.Where(violation => violation.Kind != DumpViolationKind.Unfinished))
        {
            yield return Problem(BackupFailure.HostileDump, backup, null, Strings.HostileDump, backup.Name, violation.Text, violation.Offset);
        }

        if (!inventory.IsComplete)
        {
            yield return Problem(BackupFailure.ContentMismatch, backup, null, Strings.TrailerMissing, backup.Name);
        }

        if (backup.State == HubBackupState.Legacy)
        {
            yield break;
        }

        foreach (string other in Differences(backup, inventory))
        {
            yield return Problem(BackupFailure.ContentMismatch, backup, null, Strings.ContentMismatch, backup.Name, other);
        }
    }

    private static BackupException? Difference(HubBackup backup, string sha256) => backup.Sha256 is null || backup.Sha256 == sha256
        ? null
        : Problem(BackupFailure.ChecksumMismatch, backup, null, Strings.ChecksumMismatch, backup.Name, backup.Sha256, sha256);

    private static IEnumerable<string> Differences(HubBackup backup, DumpInventory inventory)
    {
        Dictionary<(string, string), long> found = inventory.Tables.ToDictionary(table => (table.Schema, table.Name), table => table.Rows);
        foreach (HubTable table in backup.Tables)
        {
            if (!found.Remove((table.Schema, table.Name), out long rows))
            {
                yield return string.Format(CultureInfo.CurrentCulture, Strings.TableNotInFile, table);
            }
            else if (rows != table.Rows)
            {
                yield return string.Format(CultureInfo.CurrentCulture, Strings.RowsDiffer, table, table.Rows, rows);
            }
        }

        foreach ((string schema, string name) in found.Keys)
        {
            yield return string.Format(CultureInfo.CurrentCulture, Strings.TableNotInManifest, schema + "." + name);
        }

        if (inventory.LargeObjects.Count != backup.LargeObjects.Count || inventory.LargeObjects.Bytes != backup.LargeObjects.Bytes)
        {
            yield return string.Format(
                CultureInfo.CurrentCulture, Strings.LargeObjectsDiffer, backup.LargeObjects.Count, backup.LargeObjects.Bytes,
                inventory.LargeObjects.Count, inventory.LargeObjects.Bytes);
        }
    }

    private static BackupException Problem(BackupFailure failure, HubBackup backup, Exception? inner, string format, params object?[] values)
        => new(failure, string.Format(CultureInfo.CurrentCulture, format, values), inner, backup);
}
