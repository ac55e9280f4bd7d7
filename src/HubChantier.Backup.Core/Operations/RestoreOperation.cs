using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.Operations;

/// <summary>
/// Restores a backup into a new database beside the live one. The new database gets its name only when all of it was
/// loaded and verified; whatever goes wrong before that, it is dropped, and no other database is touched.
/// </summary>
public sealed class RestoreOperation
{
    private readonly IDatabaseServer _server;
    private readonly string _serverName;
    private readonly Func<PostgresVersion, CancellationToken, Task<ISqlTarget>> _target;

    /// <summary>Makes the operation.</summary>
    /// <param name="connection">Where the server is.</param>
    /// <param name="server">Answers questions and takes orders.</param>
    /// <param name="target">Gives the psql that fits a server's version.</param>
    public RestoreOperation(
        ConnectionSettings connection, IDatabaseServer server, Func<PostgresVersion, CancellationToken, Task<ISqlTarget>> target)
    {
        _serverName = connection.ToString();
        _server = server;
        _target = target;
    }

    /// <summary>Carries the restore out.</summary>
    /// <exception cref="BackupException">It was not carried out; no database was changed, none is left behind.</exception>
    public async Task<HubRestore> RunAsync(RestoreRequest request, OperationContext context, CancellationToken token)
    {
        DateTimeOffset started = context.Time.GetUtcNow();
        PhaseClock phases = new(context.Time);
        RestoreGate.CheckRequest(request);
        IDatabaseSession maintenance = await MaintenanceSession.OpenAsync(_server, request.MaintenanceDatabase, token).ConfigureAwait(false);
        await using (maintenance.ConfigureAwait(false))
        {
            PostgresVersion version = await ServerQuestions.VersionAsync(maintenance, token).ConfigureAwait(false);
            await ServerLock.AcquireAsync(maintenance, request.TargetDatabase, request.LockTimeout, context.Time, token).ConfigureAwait(false);
            await RestoreGate.CheckServerAsync(maintenance, request, version, token).ConfigureAwait(false);
            ISqlTarget target = await _target(version, token).ConfigureAwait(false);
            BackupReading reading = await ReadAsync(request, Strings.ActivityGate, consume: null, context, token).ConfigureAwait(false);
            RestoreGate.CheckContent(request, reading, target.Version);
            phases.End("Gate");

            string stamp = context.Time.GetLocalNow().ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture);
            SideDatabase side = await SideDatabase.CreateAsync(
                maintenance, DerivedName.Compose(request.TargetDatabase, "_restore_" + stamp), request.Backup.Server, Guid.CreateVersion7(started), token).ConfigureAwait(false);
            bool done = false;
            try
            {
                Say(context, Strings.RestoreLoads, request.Backup.Name, side.Name);
                await LoadAsync(request, reading, target, side, context, token).ConfigureAwait(false);
                phases.End("Load");
                IReadOnlyList<HubRestoredTable> tables = await VerifyAsync(request, reading, side, phases, token).ConfigureAwait(false);
                await ServerLock.CheckAsync(maintenance, request.TargetDatabase, token).ConfigureAwait(false);
                await side.RenameAsync(request.TargetDatabase, token).ConfigureAwait(false);
                done = true;
                phases.End("Rename");
                Say(context, Strings.RestoreDone, request.Backup.Name, request.TargetDatabase);
                return new HubRestore
                {
                    Backup = request.Backup,
                    Database = request.TargetDatabase,
                    Server = _serverName,
                    Started = started,
                    Finished = context.Time.GetUtcNow(),
                    Tables = tables,
                    Phases = phases.All,
                };
            }
            finally
            {
                if (!done)
                {
                    await DropAsync(side, context).ConfigureAwait(false);
                }
            }
        }
    }

    private static async Task LoadAsync(
        RestoreRequest request, BackupReading reading, ISqlTarget target, SideDatabase side, OperationContext context, CancellationToken token)
    {
        IRunningLoad load = target.Start(side.Name);
        await using (load.ConfigureAwait(false))
        {
            BackupReading loaded;
            try
            {
                loaded = await ReadAsync(request, Strings.ActivityLoad, load.Input.WriteAsync, context, token).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // psql ended before it had read all: it says why.
                await load.CompleteAsync(token).ConfigureAwait(false);
                throw;
            }

            await load.CompleteAsync(token).ConfigureAwait(false);
            // The end of a file is no proof: what was sent must be, to the byte, what the gate had read.
            if (loaded.Problems.Count > 0 || loaded.Summary!.Sha256 != reading.Summary!.Sha256)
            {
                throw new BackupException(
                    BackupFailure.ChecksumMismatch,
                    string.Format(CultureInfo.CurrentCulture, Strings.ChangedWhileRead, request.Backup.Name),
                    subject: request.Backup);
            }
        }
    }

    private async Task<IReadOnlyList<HubRestoredTable>> VerifyAsync(
        RestoreRequest request, BackupReading reading, SideDatabase side, PhaseClock phases, CancellationToken token)
    {
        IDatabaseSession session = await _server.ConnectAsync(side.Name, token).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            IReadOnlyList<HubRestoredTable> tables = await RestoreVerification.CheckAsync(session, reading.Inventory, side.Name, token).ConfigureAwait(false);
            phases.End("Verify");
            if (!request.SkipAnalyze)
            {
                await session.QueryAsync("ANALYZE", token).ConfigureAwait(false);
                phases.End("Analyze");
            }

            return tables;
        }
    }

    private static Task<BackupReading> ReadAsync(
        RestoreRequest request, string activity, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask>? consume, OperationContext context, CancellationToken token)
        => BackupInspection.ReadAsync(request.Backup, consume, ActivityProgress.Of(context, activity, request.Backup.Name, request.Backup.Length), token);

    /// <summary>Drops what was half made, also when the run was cancelled; a failure here must not hide the one that led here.</summary>
    private static async Task DropAsync(SideDatabase side, OperationContext context)
    {
        try
        {
            if (await side.DropAsync(CancellationToken.None).ConfigureAwait(false))
            {
                return;
            }

            context.Log.Warn(string.Format(CultureInfo.CurrentCulture, Strings.SideDatabaseLeft, side.Name, ""));
        }
        catch (BackupException exception)
        {
            context.Log.Warn(string.Format(CultureInfo.CurrentCulture, Strings.SideDatabaseLeft, side.Name, exception.Message));
        }
    }

    private static void Say(OperationContext context, string format, params object[] values)
        => context.Log.Write(string.Format(CultureInfo.CurrentCulture, format, values));
}
