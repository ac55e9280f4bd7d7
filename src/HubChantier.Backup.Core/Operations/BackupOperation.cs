using HubChantier.Backup.Archive;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Sql;
using System.Globalization;

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
        BackupFolder folder = new(request.Folder);
        folder.Ensure();
        IDatabaseSession session = await _server.ConnectAsync(request.Database, token).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            // One snapshot for our questions and for pg_dump. It also proves that both talk to the same database: a snapshot is known nowhere else.
            string snapshot = (await ServerQuestions.ScalarAsync(
                session, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT pg_export_snapshot()", token).ConfigureAwait(false))!;
            HubServer server = await ServerQuestions.DescribeAsync(session, _connection, token).ConfigureAwait(false);
            IReadOnlyList<HubExtension> extensions = await ServerQuestions.ExtensionsAsync(session, token).ConfigureAwait(false);
            long expected = LastLength(folder, request) ?? await ServerQuestions.DatabaseSizeAsync(session, token).ConfigureAwait(false);
            IDumpSource source = await _dumpSource(PostgresVersion.FromNumber(server.VersionNumber), token).ConfigureAwait(false);
            WarnOfNewerDump(source, server, context);

            DateTimeOffset started = context.Time.GetUtcNow();
            using PartialBackup partial = folder.Begin(request.Database, request.Kind, context.Time.GetLocalNow().DateTime);
            Say(context, Strings.BackupBegins, request.Database, server, partial.Name);
            DumpRequest dumpRequest = new() { Database = request.Database, Options = s_dumpOptions, Snapshot = snapshot };
            GzipArchiveWriter writer = new(GzipArchive.DefaultLevel, Environment.ProcessorCount);
            (ArchiveSummary summary, DumpInventory inventory) = await DumpAsync(
                source, dumpRequest, writer, partial, ActivityProgress.Of(context, Strings.ActivityBackup, request.Database, expected), token).ConfigureAwait(false);
            HubBackup backup = partial.Publish(
                new HubBackup
                {
                    Schema = HubBackup.CurrentSchema,
                    Id = Guid.CreateVersion7(started),
                    Name = partial.Name,
                    Kind = request.Kind,
                    Reason = request.Reason,
                    Database = request.Database,
                    Source = request.Source,
                    Server = server,
                    Dump = new HubDumpProgram { Version = source.Version.ToString(), Options = s_dumpOptions },
                    Started = started,
                    Finished = context.Time.GetUtcNow(),
                    Length = summary.Length,
                    UncompressedLength = summary.UncompressedLength,
                    Sha256 = summary.Sha256,
                    Tables = inventory.Tables,
                    Sequences = inventory.Sequences,
                    Extensions = extensions,
                    LargeObjects = inventory.LargeObjects,
                },
                writer.Members);
            Say(context, Strings.BackupDone, backup.Name, backup.Length, backup.Rows!);
            return backup;
        }
    }

    private static async Task<(ArchiveSummary Summary, DumpInventory Inventory)> DumpAsync(
        IDumpSource source, DumpRequest request, GzipArchiveWriter writer, PartialBackup partial, IProgress<long> progress, CancellationToken token)
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
            return inventory.TrailerSeen && reader.AtTopLevel
                ? (summary, inventory)
                : throw new BackupException(
                    BackupFailure.DumpIncomplete,
                    string.Format(CultureInfo.CurrentCulture, Strings.DumpIncomplete, request.Database, summary.UncompressedLength),
                    subject: request.Database);
        }
    }

    private static long? LastLength(BackupFolder folder, BackupRequest request)
        => folder.List(unreadable: static _ => { })
            .LastOrDefault(backup => backup.Database == request.Database && backup.Source == request.Source)?.UncompressedLength;

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
