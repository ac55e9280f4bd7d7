using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>Undoes a restore: the previous database goes into service again, the restored one is kept under another name, never dropped.</summary>
public sealed class UndoOperation
{
    private readonly IDatabaseServer _server;
    private readonly string _serverName;

    /// <summary>Makes the operation.</summary>
    /// <param name="connection">Where the server is.</param>
    /// <param name="server">Answers questions and takes orders.</param>
    public UndoOperation(ConnectionSettings connection, IDatabaseServer server)
    {
        _serverName = connection.ToString();
        _server = server;
    }

    /// <summary>Finds out what an undo would do; changes nothing.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.RestoreNotFound"/>: no previous database is kept; or what keeps it from being carried out.</exception>
    public async Task<HubUndoPlan> PlanAsync(UndoRequest request, OperationContext context, CancellationToken token)
    {
        IDatabaseSession maintenance = await MaintenanceSession.OpenAsync(_server, request.MaintenanceDatabase, token).ConfigureAwait(false);
        await using (maintenance.ConfigureAwait(false))
        {
            MarkedDatabase previous = await FindAsync(maintenance, request, token).ConfigureAwait(false);
            await LiveGate.CheckRightsAsync(maintenance, previous.Name, previous.Oid, token).ConfigureAwait(false);
            uint? live = await ServerQuestions.DatabaseOidAsync(maintenance, request.Database, token).ConfigureAwait(false);
            if (live is not null)
            {
                await LiveGate.CheckRightsAsync(maintenance, request.Database, live.Value, token).ConfigureAwait(false);
                await LiveGate.CheckPreparedAsync(maintenance, request.Database, token).ConfigureAwait(false);
            }

            return new HubUndoPlan
            {
                Server = _serverName,
                Database = request.Database,
                BackupName = previous.Mark.Backup ?? "",
                Restored = previous.Mark.Since,
                PreviousDatabase = previous.Name,
                UndoneDatabase = live is null ? null : await FreeNameAsync(maintenance, request.Database, context.Time, token).ConfigureAwait(false),
                LiveOid = live,
                Tables = live is null ? [] : await CompareAsync(request.Database, previous.Name, token).ConfigureAwait(false),
                Sessions = live is null ? [] : await ServerSessions.ListAsync(maintenance, live.Value, token).ConfigureAwait(false),
            };
        }
    }

    /// <summary>Carries a plan out.</summary>
    /// <exception cref="BackupException">It was not; the database in service is as it was.</exception>
    public async Task<HubRestore> RunAsync(UndoRequest request, HubUndoPlan plan, OperationContext context, CancellationToken token)
    {
        RunGuard guard = await RunGuard.AcquireForOrdersAsync(
            _server, request.MaintenanceDatabase, folder: null, request.Database, request.LockTimeout, context, token).ConfigureAwait(false);
        await using (guard.ConfigureAwait(false))
        {
            IDatabaseSession maintenance = guard.Maintenance!;
            MarkedDatabase previous = await FindAsync(maintenance, request, token).ConfigureAwait(false);
            if (previous.Name != plan.PreviousDatabase
                || await ServerQuestions.DatabaseOidAsync(maintenance, request.Database, token).ConfigureAwait(false) != plan.LiveOid)
            {
                throw new BackupException(
                    BackupFailure.DatabaseChanged, string.Format(CultureInfo.CurrentCulture, Strings.DatabaseChanged, request.Database), subject: request.Database);
            }

            TimeSpan? outage = plan.LiveOid is { } live
                ? await SwapAsync(maintenance, previous, live, plan, context, token).ConfigureAwait(false)
                : await RenameAsync(maintenance, previous, plan, token).ConfigureAwait(false);
            context.Log.Write(string.Format(CultureInfo.CurrentCulture, Strings.UndoDone, previous.Name, request.Database));
            return new HubRestore
            {
                Id = previous.Mark.Run,
                State = HubRestoreState.Undone,
                BackupName = plan.BackupName,
                Database = plan.Database,
                UndoneDatabase = plan.UndoneDatabase,
                SafetyBackupName = previous.Mark.Safety,
                Server = _serverName,
                Started = previous.Mark.Started ?? previous.Mark.Since,
                Finished = context.Time.GetUtcNow(),
                Outage = outage,
            };
        }
    }

    private async Task<TimeSpan?> SwapAsync(
        IDatabaseSession maintenance, MarkedDatabase previous, uint live, HubUndoPlan plan, OperationContext context, CancellationToken token)
    {
        DatabaseSwap swap = new()
        {
            LiveOid = live,
            LiveName = plan.Database,
            AsideName = plan.UndoneDatabase!,
            AsideMark = previous.Mark with
            {
                Role = DatabaseRole.Undone,
                Oid = live,
                Since = context.Time.GetUtcNow(),
                Written = null,
                Comment = await ServerQuestions.DatabaseCommentAsync(maintenance, live, token).ConfigureAwait(false),
            },
            NewOid = previous.Oid,
            NewName = previous.Name,
            NewComment = previous.Mark.Comment,
        };
        return await swap.RunAsync(_server, maintenance, context.Time, token).ConfigureAwait(false);
    }

    /// <summary>Somebody dropped or renamed the restored one: the previous only has to get its name and its comment back.</summary>
    private static async Task<TimeSpan?> RenameAsync(IDatabaseSession maintenance, MarkedDatabase previous, HubUndoPlan plan, CancellationToken token)
    {
        await maintenance.QueryAsync(
            $"BEGIN; ALTER DATABASE {SqlText.Identifier(previous.Name)} RENAME TO {SqlText.Identifier(plan.Database)}; "
            + $"COMMENT ON DATABASE {SqlText.Identifier(plan.Database)} IS {(previous.Mark.Comment is { } comment ? SqlText.Literal(comment) : "NULL")}; COMMIT",
            token).ConfigureAwait(false);
        return null;
    }

    private static async Task<MarkedDatabase> FindAsync(IDatabaseSession maintenance, UndoRequest request, CancellationToken token)
    {
        IReadOnlyList<MarkedDatabase> marked = await MarkedDatabase.ListAsync(maintenance, token).ConfigureAwait(false);
        return marked.LastOrDefault(kept => kept.Mark.Role == DatabaseRole.Previous && kept.Mark.Of == request.Database
                && (request.PreviousDatabase is null || kept.Name == request.PreviousDatabase))
            ?? throw new BackupException(
                BackupFailure.RestoreNotFound,
                string.Format(CultureInfo.CurrentCulture, Strings.NothingToUndo, request.PreviousDatabase ?? request.Database),
                subject: request.Database);
    }

    private static async Task<string> FreeNameAsync(IDatabaseSession maintenance, string database, TimeProvider time, CancellationToken token)
    {
        for (DateTimeOffset now = time.GetLocalNow(); ; now = now.AddSeconds(1))
        {
            string name = DerivedName.Compose(database, "_undone_" + now.ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture));
            if (await ServerQuestions.DatabaseOidAsync(maintenance, name, token).ConfigureAwait(false) is null)
            {
                return name;
            }
        }
    }

    /// <summary>The rows in service beside those of the previous database.</summary>
    private async Task<IReadOnlyList<HubPlannedTable>> CompareAsync(string live, string previous, CancellationToken token)
    {
        LiveDatabase before = await LiveDatabase.LookAsync(_server, previous, [], token).ConfigureAwait(false);
        LiveDatabase now = await LiveDatabase.LookAsync(
            _server, live, before.Tables.Select(table => KeyValuePair.Create((table.Schema, table.Name), table.RowsNow)), token).ConfigureAwait(false);
        return now.Tables;
    }
}
