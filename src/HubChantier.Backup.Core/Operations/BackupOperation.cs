using System.Globalization;
using HubChantier.Backup.Archive;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Retention;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>
/// Makes one backup. Nothing carries a backup's name before pg_dump ended well, its trailer was seen, its rows were counted
/// and all of it is on the disk.
/// </summary>
public sealed class BackupOperation
{
    /// <summary>The options that shape the dump; --verbose adds the comments that a parallel restore needs.</summary>
    private static readonly string[] s_dumpOptions = ["--format=plain", "--no-owner", "--no-acl", "--verbose"];

    private readonly ConnectionSettings _connection;
    private readonly IDatabaseServer _server;
    private readonly Func<PostgresVersion, CancellationToken, Task<IDumpSource>> _dumpSource;

    /// <summary>Makes the operation.</summary>
    /// <param name="connection">Where the server is.</param>
    /// <param name="server">Answers questions.</param>
    /// <param name="dumpSource">Gives the pg_dump that fits a server's version.</param>
    public BackupOperation(
        ConnectionSettings connection, IDatabaseServer server, Func<PostgresVersion, CancellationToken, Task<IDumpSource>> dumpSource)
    {
        _connection = connection;
        _server = server;
        _dumpSource = dumpSource;
    }

    /// <summary>Makes the backup.</summary>
    /// <exception cref="BackupException">It was not made, and nothing was left.</exception>
    public async Task<HubBackup> RunAsync(BackupRequest request, OperationContext context, CancellationToken token)
    {
        using CancellationTokenSource expiry = request.Timeout is { } timeout ? new CancellationTokenSource(timeout, context.Time) : new CancellationTokenSource();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(token, expiry.Token);
        try
        {
            return await RunLockedAsync(request, context, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (expiry.IsCancellationRequested && !token.IsCancellationRequested)
        {
            throw Failed(BackupFailure.TimedOut, request, exception, Strings.TimedOut, request.Database, request.Timeout!.Value.TotalSeconds);
        }
    }

    private async Task<HubBackup> RunLockedAsync(BackupRequest request, OperationContext context, CancellationToken token)
    {
        // Before anything is touched: there may be no such level, or no such cipher.
        _ = Writer(request, context, Encryption(request, context));
        new BackupFolder(request.Folder).Ensure();
        RunGuard guard = await RunGuard.AcquireAsync(
            _server, request.MaintenanceDatabase, request.Folder, request.Database, request.LockTimeout, context, token).ConfigureAwait(false);
        await using (guard.ConfigureAwait(false))
        {
            return await RunUnderAsync(guard, request, context, token).ConfigureAwait(false);
        }
    }

    /// <summary>Makes the backup under the locks of another run: the safety backup of a restore.</summary>
    internal async Task<HubBackup> RunUnderAsync(RunGuard guard, BackupRequest request, OperationContext context, CancellationToken token)
    {
        BackupFolder folder = new(request.Folder);
        IReadOnlyList<string> swept = await FolderSweep.RunAsync(request.Folder, context.Time, token).ConfigureAwait(false);
        if (swept.Count > 0)
        {
            Say(context, Strings.Swept, string.Join(", ", swept));
        }

        IDatabaseSession session = await _server.ConnectAsync(request.Database, token).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return await RunInSnapshotAsync(request, folder, guard, session, context, token).ConfigureAwait(false);
        }
    }

    private async Task<HubBackup> RunInSnapshotAsync(
        BackupRequest request, BackupFolder folder, RunGuard guard, IDatabaseSession session, OperationContext context, CancellationToken token)
    {
        // One snapshot for our questions and for pg_dump. It also proves that both talk to the same database: a snapshot is known nowhere else.
        string snapshot = (await ServerQuestions.ScalarAsync(
            session, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT pg_export_snapshot()", token).ConfigureAwait(false))!;
        HubServer server = await ServerQuestions.DescribeAsync(session, _connection, token).ConfigureAwait(false);
        HubDatabaseIdentity identity = await DatabaseIdentityQuestions.ReadAsync(session, request.Database, token).ConfigureAwait(false);
        IReadOnlyList<HubExtension> extensions = await ServerQuestions.ExtensionsAsync(session, token).ConfigureAwait(false);
        bool largeObjects = await ServerQuestions.ScalarAsync(session, "SELECT EXISTS (SELECT FROM pg_largeobject_metadata)", token).ConfigureAwait(false) == "t";
        long databaseSize = await ServerQuestions.DatabaseSizeAsync(session, token).ConfigureAwait(false);
        HubBackup? last = LastOf(folder, request);
        CheckRoom(folder, request, last, databaseSize);
        IDumpSource source = await _dumpSource(PostgresVersion.FromNumber(server.VersionNumber), token).ConfigureAwait(false);
        WarnOfNewerDump(source, server, context);

        DateTimeOffset started = context.Time.GetUtcNow();
        using PartialBackup partial = folder.Begin(
            request.Database, request.Kind, (request.NameTime ?? context.Time.GetLocalNow()).DateTime, request.Compression, request.Recipients.Count > 0);
        Say(context, Strings.BackupBegins, request.Database, server, partial.Name);
        DumpRequest dumpRequest = new()
        {
            Database = request.Database,
            Options = [.. s_dumpOptions, LockWait(request)],
            Snapshot = snapshot,
        };
        AgeEncryption? encryption = Encryption(request, context);
        identity = await SettingSeal.CloseAsync(identity, encryption, token).ConfigureAwait(false);
        ArchiveWriter writer = Writer(request, context, encryption);
        IProgress<long> progress = ActivityProgress.Of(context, Strings.ActivityBackup, request.Database, last?.UncompressedLength ?? databaseSize);
        // Before the long part, and after the snapshot: no role that the snapshot knows can be missing.
        HubGlobalsFile? globals = request.IncludeGlobals
            ? await GlobalsDump.RunAsync(source, session, request.Database, partial, encryption, token).ConfigureAwait(false)
            : null;
        ArchiveSummary summary;
        DumpInventory inventory;
        HubAccessFile access;
        try
        {
            using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(token);
            // At the same time: while the long dump holds the locks of its tables, nobody can drop one before the other has come to it.
            Task<(ArchiveSummary, DumpInventory)> dumping = DumpAsync(source, dumpRequest, writer, partial, progress, both.Token);
            Task<HubAccessFile> accessing = AccessDump.RunAsync(source, dumpRequest, LockWait(request), largeObjects, partial, encryption, both.Token);
            await TogetherAsync(dumping, accessing, both).ConfigureAwait(false);
            (summary, inventory) = await dumping.ConfigureAwait(false);
            access = await accessing.ConfigureAwait(false);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.DumpFailed)
        {
            throw await DumpDiagnosis.ExplainAsync(exception, request, _connection, session, token).ConfigureAwait(false);
        }

        // Worth more than no backup, but its restore would be refused: better known today.
        if (inventory.Violations.Count > 0)
        {
            context.Log.Warn(string.Format(
                CultureInfo.CurrentCulture, Strings.HostileDump, partial.Name, inventory.Violations[0].Text, inventory.Violations[0].Offset));
        }

        await guard.CheckAsync(token).ConfigureAwait(false);
        DateTimeOffset finished = context.Time.GetUtcNow();
        Guid id = Guid.CreateVersion7(started);
        HubAbnormality? abnormal = AbnormalityCheck.Against(Describe(abnormal: null), folder.List(unreadable: static _ => { }));
        HubBackup backup = partial.Publish(Describe(abnormal), writer.Members);
        if (abnormal is not null)
        {
            context.Log.Warn(string.Format(CultureInfo.CurrentCulture, Strings.BackupAbnormal, backup.Name, abnormal.Reason));
        }

        Say(context, Strings.BackupDone, backup.Name, ByteSize.Text(backup.Length), backup.Rows!);
        return backup;

        HubBackup Describe(HubAbnormality? abnormal) => new()
        {
            Schema = HubBackup.CurrentSchema,
            Id = id,
            Name = partial.Name,
            Kind = request.Kind,
            Reason = request.Reason,
            Database = request.Database,
            Source = request.Source,
            Server = server,
            Identity = identity,
            Dump = new HubDumpProgram { Version = source.Version.ToString(), Options = s_dumpOptions },
            Started = started,
            Finished = finished,
            Compression = request.Compression,
            Encryption = encryption?.Description,
            Length = summary.Length,
            UncompressedLength = summary.UncompressedLength,
            DatabaseSize = databaseSize,
            Sha256 = summary.Sha256,
            Tables = inventory.Tables,
            Sequences = inventory.Sequences,
            Extensions = extensions,
            LargeObjects = inventory.LargeObjects,
            Access = access,
            Globals = globals,
            Abnormal = abnormal,
        };
    }

    private static AgeEncryption? Encryption(BackupRequest request, OperationContext context)
        => request.Recipients.Count == 0 ? null : new AgeEncryption(request.Recipients, context.X25519());

    private static ArchiveWriter Writer(BackupRequest request, OperationContext context, AgeEncryption? encryption)
    {
        IArchiveCodec codec = ArchiveFormat.Codec(request.Compression, context.Zstd);
        return new ArchiveWriter(codec, ArchiveFormat.Level(codec, request.CompressionLevel), Environment.ProcessorCount, encryption);
    }

    private static async Task<(ArchiveSummary Summary, DumpInventory Inventory)> DumpAsync(
        IDumpSource source, DumpRequest request, ArchiveWriter writer, PartialBackup partial, IProgress<long> progress, CancellationToken token)
    {
        DumpInventory inventory = new();
        DumpReader reader = new(inventory);
        IRunningDump dump = source.Start(request);
        await using (dump.ConfigureAwait(false))
        {
            ArchiveSummary summary;
            try
            {
                summary = await writer.WriteAsync(dump.Output, partial.Content, reader.Read, progress, dump.Abort, token).ConfigureAwait(false);
            }
            catch (Exception exception) when (FileErrors.IsFileError(exception))
            {
                throw FileErrors.Translate(exception, partial.Content.Name);
            }

            // An exit code alone is not enough, and neither is a trailer.
            await dump.WaitAsync(token).ConfigureAwait(false);
            reader.Complete();
            return inventory.IsComplete
                ? (summary, inventory)
                : throw new BackupException(
                    BackupFailure.DumpIncomplete,
                    string.Format(CultureInfo.CurrentCulture, Strings.DumpIncomplete, request.Database, summary.UncompressedLength),
                    subject: request.Database);
        }
    }

    /// <summary>Waits for two tasks; when one fails, the other is stopped, and the first failure is the one that counts.</summary>
    private static async Task TogetherAsync(Task first, Task second, CancellationTokenSource both)
    {
        Task ended = await Task.WhenAny(first, second).ConfigureAwait(false);
        if (!ended.IsCompletedSuccessfully)
        {
            await both.CancelAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(first, second).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ended.ConfigureAwait(false);
    }

    /// <summary>pg_dump's option, in milliseconds.</summary>
    private static string LockWait(BackupRequest request)
        => string.Create(CultureInfo.InvariantCulture, $"--lock-wait-timeout={(long)request.TableLockTimeout.TotalMilliseconds}");

    private static HubBackup? LastOf(BackupFolder folder, BackupRequest request)
        => folder.List(unreadable: static _ => { })
            .LastOrDefault(backup => backup.State == HubBackupState.Complete && backup.Database == request.Database && backup.Source == request.Source);

    /// <summary>Room that a backup will need, in bytes, by estimate: a tenth more than the last one, or a tenth of a database that has none yet.</summary>
    internal static long NeededBytes(HubBackup? last, long databaseSize) => last is not null ? last.Length + (last.Length / 10) : databaseSize / 10;

    /// <summary>Stops before a disk is filled.</summary>
    private static void CheckRoom(BackupFolder folder, BackupRequest request, HubBackup? last, long databaseSize)
    {
        long needed = NeededBytes(last, databaseSize);
        long free = folder.FreeBytes;
        if (free < needed)
        {
            throw Failed(BackupFailure.DiskFull, request, inner: null, Strings.NoRoom, folder.Path, ByteSize.Text(free), ByteSize.Text(needed));
        }
    }

    private static BackupException Failed(BackupFailure failure, BackupRequest request, Exception? inner, string format, params object[] values)
        => new(failure, string.Format(CultureInfo.CurrentCulture, format, values), inner, request.Database);

    private static void WarnOfNewerDump(IDumpSource source, HubServer server, OperationContext context)
    {
        if (source.Version.Major > server.Major)
        {
            context.Log.Warn(string.Format(CultureInfo.CurrentCulture, Strings.NewerDumpProgram, source.Version, server.Version));
        }
    }

    private static void Say(OperationContext context, string format, params object[] values)
        => context.Log.Write(string.Format(CultureInfo.CurrentCulture, format, values));
}
