using System.Globalization;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.Operations;

/// <summary>
/// Restores a backup. It is loaded and verified in a database of its own, which then takes the name that is wanted; a live database of that name is
/// saved first, kept under another name and never changed. Whatever goes wrong before the change-over, the live database is in service as it was.
/// </summary>
public sealed class RestoreOperation
{
    private readonly ConnectionSettings _connection;
    private readonly IDatabaseServer _server;
    private readonly Func<PostgresVersion, CancellationToken, Task<ISqlTarget>> _target;
    private readonly Func<PostgresVersion, CancellationToken, Task<IDumpSource>> _dumpSource;

    /// <summary>Makes the operation.</summary>
    /// <param name="connection">Where the server is.</param>
    /// <param name="server">Answers questions and takes orders.</param>
    /// <param name="target">Gives the psql that fits a server's version.</param>
    /// <param name="dumpSource">Gives the pg_dump of the safety backup.</param>
    public RestoreOperation(
        ConnectionSettings connection, IDatabaseServer server,
        Func<PostgresVersion, CancellationToken, Task<ISqlTarget>> target, Func<PostgresVersion, CancellationToken, Task<IDumpSource>> dumpSource)
    {
        _connection = connection;
        _server = server;
        _target = target;
        _dumpSource = dumpSource;
    }

    /// <summary>Finds out what a restore would do; changes nothing.</summary>
    /// <exception cref="BackupException">It could not be carried out, as far as can be seen without reading the backup's file.</exception>
    public async Task<HubRestorePlan> PlanAsync(RestoreRequest request, OperationContext context, CancellationToken token)
    {
        RestoreGate.CheckRequest(request, context);
        IDatabaseSession maintenance = await MaintenanceSession.OpenAsync(_server, request.MaintenanceDatabase, token).ConfigureAwait(false);
        await using (maintenance.ConfigureAwait(false))
        {
            HubRestorePlan plan = await RestorePlanner.MakeAsync(request, _server, _connection.ToString(), maintenance, context, token).ConfigureAwait(false);
            if (!request.InPlace)
            {
                // A load in place asks other things, in its own database.
                await RestoreGate.CheckServerAsync(maintenance, request, plan, context, token).ConfigureAwait(false);
            }

            return plan;
        }
    }

    /// <summary>Carries a plan out.</summary>
    /// <param name="request">The restore.</param>
    /// <param name="plan">The plan that was made for it, and agreed to.</param>
    /// <param name="context">Where to speak.</param>
    /// <param name="token">Cancels, until the change-over.</param>
    /// <exception cref="BackupException">
    /// It was not carried out; the live database is as it was, nothing half made is left. Only after <see cref="BackupFailure.SwapUnknown"/> one has to look.
    /// </exception>
    public async Task<HubRestore> RunAsync(RestoreRequest request, HubRestorePlan plan, OperationContext context, CancellationToken token)
    {
        DateTimeOffset started = context.Time.GetUtcNow();
        PhaseClock phases = new(context.Time);
        if (plan.SafetyFolder is { } folder)
        {
            new BackupFolder(folder).Ensure();
        }

        RunGuard guard = await RunGuard.AcquireForOrdersAsync(
            _server, request.MaintenanceDatabase, plan.SafetyFolder, request.Database, request.LockTimeout, context, token).ConfigureAwait(false);
        await using (guard.ConfigureAwait(false))
        {
            IDatabaseSession maintenance = guard.Maintenance!;
            await CheckUnchangedAsync(maintenance, plan, token).ConfigureAwait(false);
            await SweepAsync(_server, maintenance, context, token).ConfigureAwait(false);
            if (request.InPlace)
            {
                return await RunInPlaceAsync(guard, request, plan, phases, context, token).ConfigureAwait(false);
            }

            ISqlTarget target = await _target(PostgresVersion.Parse(plan.ServerVersion)!.Value, token).ConfigureAwait(false);
            GateReading reading = await SideRestore.ReadAsync(request.Backup, target, context, token).ConfigureAwait(false);
            phases.End("Gate");
            long? written = plan.SafetyBackup is null ? null : await WrittenRows.CountAsync(_server, request.Database, token).ConfigureAwait(false);
            HubBackup? safety = await SaveLiveAsync(guard, request, plan, phases, context, token).ConfigureAwait(false);

            IReadOnlyList<string> refused = await RoleLoad.RunAsync(request, plan.RolesToCreate, _server, context, token).ConfigureAwait(false);
            Guid run = Guid.CreateVersion7(plan.Made);
            SideRestore restore = await SideRestore.CreateAsync(
                _server, maintenance, target, request.Backup, reading, plan.SideDatabase, request.Database, run, context, token).ConfigureAwait(false);
            await using (restore.ConfigureAwait(false))
            {
                int jobs = await restore.LoadAsync(request.Jobs ?? await ServerRoom.JobsAsync(maintenance, token).ConfigureAwait(false), token).ConfigureAwait(false);
                phases.End("Load");
                IReadOnlyList<HubRestoredTable> tables = await restore.VerifyAsync(token).ConfigureAwait(false);
                phases.End("Verify");
                if (!request.SkipAnalyze)
                {
                    await restore.AnalyzeAsync(token).ConfigureAwait(false);
                    phases.End("Analyze");
                }

                List<string> remarks = [.. refused, .. restore.Remarks, .. await restore.ApplyAccessAsync(request.IgnorePrivileges, token).ConfigureAwait(false)];
                DatabaseIdentity identity = new(maintenance, plan, request.Backup, AgeIdentities.Of(context));
                remarks.AddRange(await identity.CarryOverAsync(restore.Side.Name, token).ConfigureAwait(false));
                phases.End("Access");
                if (request.BeforeSwap is { } before)
                {
                    await before(plan, token).ConfigureAwait(false);
                    phases.End("BeforeSwap");
                }

                await guard.CheckAsync(token).ConfigureAwait(false);
                DatabaseMark? mark = plan.LiveOid is null ? null : await MarkAsync(maintenance, plan, run, safety, written, context, token).ConfigureAwait(false);
                TimeSpan? outage = await PutIntoServiceAsync(restore.Side, mark, identity.Comment, maintenance, plan, context, token).ConfigureAwait(false);
                restore.Keep();
                phases.End(plan.ReplacesLive ? "Swap" : "Rename");
                context.Log.Write(string.Format(CultureInfo.CurrentCulture, Strings.RestoreDone, request.Backup.Name, request.Database));
                bool dropped = request.DropPrevious && mark is not null
                    && await DropPreviousAsync(maintenance, plan.PreviousDatabase!, mark, context, token).ConfigureAwait(false);
                return new HubRestore
                {
                    Id = run,
                    State = HubRestoreState.Done,
                    Backup = request.Backup,
                    BackupName = request.Backup.Name,
                    Database = request.Database,
                    PreviousDatabase = dropped ? null : plan.PreviousDatabase,
                    KeptSize = dropped ? null : plan.LiveSize,
                    SafetyBackup = safety,
                    SafetyBackupName = safety?.Name,
                    Server = plan.Server,
                    Started = started,
                    Finished = context.Time.GetUtcNow(),
                    Outage = outage,
                    Jobs = jobs,
                    Remarks = remarks,
                    Tables = tables,
                    Phases = phases.All,
                };
            }
        }
    }

    private async Task<HubRestore> RunInPlaceAsync(
        RunGuard guard, RestoreRequest request, HubRestorePlan plan, PhaseClock phases, OperationContext context, CancellationToken token)
    {
        HubBackup? safety = await SaveLiveAsync(guard, request, plan, phases, context, token).ConfigureAwait(false);
        return await new InPlaceRestoreOperation(_connection, _server, _target) { Phases = phases, SafetyBackup = safety, RolesToCreate = plan.RolesToCreate }
            .RunAsync(request, BeforeCommitAsync, context, token).ConfigureAwait(false);

        async Task BeforeCommitAsync(CancellationToken cancel)
        {
            if (request.BeforeSwap is { } before)
            {
                await before(plan, cancel).ConfigureAwait(false);
            }

            await guard.CheckAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <summary>What a person agreed to must be what is there: the same database under that name, or still none.</summary>
    private static async Task CheckUnchangedAsync(IDatabaseSession maintenance, HubRestorePlan plan, CancellationToken token)
    {
        if (await ServerQuestions.DatabaseOidAsync(maintenance, plan.Database, token).ConfigureAwait(false) != plan.LiveOid)
        {
            throw new BackupException(
                BackupFailure.DatabaseChanged, string.Format(CultureInfo.CurrentCulture, Strings.DatabaseChanged, plan.Database), subject: plan.Database);
        }
    }

    internal static async Task SweepAsync(IDatabaseServer server, IDatabaseSession maintenance, OperationContext context, CancellationToken token)
    {
        IReadOnlyList<string> swept = await SideSweep.RunAsync(server, maintenance, token).ConfigureAwait(false);
        if (swept.Count > 0)
        {
            context.Log.Warn(string.Format(CultureInfo.CurrentCulture, Strings.SideDatabasesSwept, string.Join(", ", swept)));
        }
    }

    private async Task<HubBackup?> SaveLiveAsync(
        RunGuard guard, RestoreRequest request, HubRestorePlan plan, PhaseClock phases, OperationContext context, CancellationToken token)
    {
        if (plan.SafetyBackup is null)
        {
            if (plan.ReplacesLive)
            {
                context.Log.Warn(Strings.PlanNoSafetyBackup);
            }

            return null;
        }

        BackupRequest backup = new()
        {
            Database = request.Database,
            Source = request.Source,
            Kind = HubBackupKind.Safety,
            Reason = string.Format(CultureInfo.CurrentCulture, Strings.SafetyReason, request.Backup.Name),
            Folder = plan.SafetyFolder!,
            MaintenanceDatabase = request.MaintenanceDatabase,
            NameTime = plan.Made,
            Recipients = request.Recipients,
        };
        HubBackup safety = await new BackupOperation(_connection, _server, _dumpSource).RunUnderAsync(guard, backup, context, token).ConfigureAwait(false);
        // The only way back, should the previous database be dropped: it is read through before anybody relies on it.
        // Of one that is encrypted for others than us, the checksum is all that can be read.
        bool canRead = !safety.Encrypted || AgeIdentities.Of(context).AreAmong(safety.Recipients);
        HubBackupTest test = await TestOperation.RunAsync(safety, canRead ? context : context with { IdentityFile = null }, token).ConfigureAwait(false);
        if (!test.Passed)
        {
            throw new BackupException(
                BackupFailure.VerificationFailed, string.Format(CultureInfo.CurrentCulture, Strings.SafetyBackupBad, safety.Name, test.Problems[0]), subject: safety);
        }

        phases.End("SafetyBackup");
        return test.Backup;
    }

    private static async Task<DatabaseMark> MarkAsync(
        IDatabaseSession maintenance, HubRestorePlan plan, Guid run, HubBackup? safety, long? written, OperationContext context, CancellationToken token) => new()
    {
        Role = DatabaseRole.Previous,
        Oid = plan.LiveOid!.Value,
        Run = run,
        Of = plan.Database,
        Since = context.Time.GetUtcNow(),
        Started = plan.Made.ToUniversalTime(),
        Backup = plan.Backup.Name,
        Safety = safety?.Name,
        Written = written,
        Comment = await ServerQuestions.DatabaseCommentAsync(maintenance, plan.LiveOid.Value, token).ConfigureAwait(false),
    };

    private async Task<TimeSpan?> PutIntoServiceAsync(
        SideDatabase side, DatabaseMark? mark, string? comment, IDatabaseSession maintenance, HubRestorePlan plan, OperationContext context, CancellationToken token)
    {
        if (mark is null)
        {
            await side.RenameAsync(plan.Database, comment, token).ConfigureAwait(false);
            return null;
        }

        DatabaseSwap swap = new()
        {
            LiveOid = mark.Oid,
            LiveName = plan.Database,
            AsideName = plan.PreviousDatabase!,
            AsideMark = mark,
            NewOid = side.Oid,
            NewName = side.Name,
            NewComment = mark.Comment,
        };
        return await swap.RunAsync(_server, maintenance, context.Time, token).ConfigureAwait(false);
    }

    /// <summary>Drops the previous database if all that is in it is in the safety backup; else keeps it, and says so. The restore is done either way.</summary>
    private async Task<bool> DropPreviousAsync(
        IDatabaseSession maintenance, string previous, DatabaseMark mark, OperationContext context, CancellationToken token)
    {
        try
        {
            long? written = await WrittenRows.SinceAsync(_server, previous, mark.Written, token).ConfigureAwait(false);
            if (written == 0)
            {
                return await new MarkedDatabase(mark.Oid, previous, Size: null, mark).DropAsync(maintenance, token).ConfigureAwait(false);
            }

            context.Log.Warn(string.Format(CultureInfo.CurrentCulture, Strings.PreviousKept, previous, written?.ToString(CultureInfo.CurrentCulture) ?? "?"));
        }
        catch (BackupException exception)
        {
            context.Log.Warn(string.Format(CultureInfo.CurrentCulture, Strings.PreviousNotDropped, previous, exception.Message));
        }

        return false;
    }
}
