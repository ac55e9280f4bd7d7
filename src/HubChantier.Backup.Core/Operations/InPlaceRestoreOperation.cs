using System.Globalization;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>
/// Restores a backup into the live database itself, for a role that may not create databases: in one transaction, what the role owns is
/// dropped, the dump is loaded and compared with what was counted in it, and only then is COMMIT sent. Until then others wait for what was
/// dropped, and see the old database if anything goes wrong. Extensions, schema public and what belongs to other roles stay.
/// </summary>
public sealed class InPlaceRestoreOperation
{
    private readonly IDatabaseServer _server;
    private readonly string _serverName;
    private readonly Func<PostgresVersion, CancellationToken, Task<ISqlTarget>> _target;

    /// <summary>Makes the operation.</summary>
    /// <param name="connection">Where the server is.</param>
    /// <param name="server">Answers questions.</param>
    /// <param name="target">Gives the psql that fits a server's version.</param>
    public InPlaceRestoreOperation(
        ConnectionSettings connection, IDatabaseServer server, Func<PostgresVersion, CancellationToken, Task<ISqlTarget>> target)
    {
        _serverName = connection.ToString();
        _server = server;
        _target = target;
    }

    /// <summary>How long to wait for a lock that another session holds: whoever comes after us waits as long.</summary>
    public TimeSpan TableLockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Takes the time of the steps, after those of the caller; null to begin anew.</summary>
    internal PhaseClock? Phases { get; init; }

    /// <summary>The safety backup that the caller has made, or null.</summary>
    internal HubBackup? SafetyBackup { get; init; }

    /// <summary>The roles that the plan has named, which are made before the load.</summary>
    internal IReadOnlyList<string> RolesToCreate { get; init; } = [];

    /// <summary>Carries the restore out. The caller holds the run's locks and has made the safety backup.</summary>
    /// <param name="request">The backup, and the live database as its target.</param>
    /// <param name="beforeCommit">Called before the point of no return; what it throws stops the restore: a lock that was lost.</param>
    /// <param name="context">Where to speak.</param>
    /// <param name="token">Cancels, until COMMIT is sent.</param>
    /// <exception cref="BackupException">
    /// It was not carried out, and the database is as it was; but for <see cref="BackupFailure.ServerUnreachable"/> after COMMIT was sent, whose sentence says so.
    /// </exception>
    public async Task<HubRestore> RunAsync(
        RestoreRequest request, Func<CancellationToken, Task> beforeCommit, OperationContext context, CancellationToken token)
    {
        DateTimeOffset started = context.Time.GetUtcNow();
        PhaseClock phases = Phases ?? new PhaseClock(context.Time);
        RestoreGate.CheckRequest(request, context);
        IDatabaseSession watcher = await _server.ConnectAsync(request.Database, token).ConfigureAwait(false);
        await using (watcher.ConfigureAwait(false))
        {
            await InPlaceGate.CheckDatabaseAsync(watcher, request, _serverName, token).ConfigureAwait(false);
            PostgresVersion version = await ServerQuestions.VersionAsync(watcher, token).ConfigureAwait(false);
            ISqlTarget target = await _target(version, token).ConfigureAwait(false);
            (GateReading gate, DumpDemands demands) = await DemandReading.ReadAsync(request.Backup, target, context, token).ConfigureAwait(false);
            BackupReading reading = gate.Reading;
            InPlaceGround ground = await InPlaceGate.CheckDemandsAsync(watcher, request, demands, reading.Inventory, token).ConfigureAwait(false);
            await CheckAccessAsync(request, watcher, ground, context, token).ConfigureAwait(false);
            phases.End("Gate");
            List<string> remarks = [.. await RoleLoad.RunAsync(request, RolesToCreate, _server, context, token).ConfigureAwait(false)];

            LoadTransaction transaction = new(_server, watcher, target.Start(request.Database), request.Database, context.Time);
            await using (transaction.ConfigureAwait(false))
            {
                Say(context, Strings.RestoreLoads, request.Backup.Name, request.Database);
                await transaction.DropAsync(TableLockTimeout, withDefaults: request.Backup.Access is not null, token).ConfigureAwait(false);
                phases.End("Drop");
                await LoadAsync(request, reading, transaction, ground, context, token).ConfigureAwait(false);
                LoadExpectation expected = new()
                {
                    Tables = reading.Inventory.Tables,
                    Sequences = reading.Inventory.Sequences,
                    LargeObjects = reading.Inventory.LargeObjects.Count,
                    NotValidConstraints = reading.Inventory.NotValidConstraints,
                    RefreshedViews = reading.Inventory.RefreshedViews,
                };
                await transaction.VerifyAsync(expected, () => phases.End("Load"), token).ConfigureAwait(false);
                phases.End("Verify");
                if (request.Backup.Access is not null)
                {
                    TransactionText text = new(ground.LeavesOut);
                    await transaction.GiveAccessAsync(
                        cancel => AccessLoad.SendAsync(request.Backup, AgeIdentities.Of(context), version, (content, inner) => transaction.SendAsync(text.Read(content.Span), inner), cancel),
                        request.IgnorePrivileges,
                        token).ConfigureAwait(false);
                    phases.End("Access");
                }

                await beforeCommit(token).ConfigureAwait(false);
                token.ThrowIfCancellationRequested();
                remarks.AddRange(await transaction.CommitAsync().ConfigureAwait(false));
                phases.End("Commit");
            }

            Say(context, Strings.RestoreDone, request.Backup.Name, request.Database);
            if (!request.SkipAnalyze)
            {
                await AnalyzeAsync(request, context, token).ConfigureAwait(false);
                phases.End("Analyze");
            }

            return new HubRestore
            {
                Id = Guid.CreateVersion7(started),
                State = HubRestoreState.Done,
                Backup = request.Backup,
                BackupName = request.Backup.Name,
                Database = request.Database,
                SafetyBackup = SafetyBackup,
                SafetyBackupName = SafetyBackup?.Name,
                Server = _serverName,
                Started = started,
                Finished = context.Time.GetUtcNow(),
                // The server counted them inside the transaction, and would not have gone on with another number.
                Tables = [.. reading.Inventory.Tables.Select(table => new HubRestoredTable
                {
                    Schema = table.Schema,
                    Name = table.Name,
                    Expected = table.Rows,
                    Found = table.Rows,
                })],
                Phases = phases.All,
                Remarks = [.. remarks, .. ground.UntoldComments.Select(name => string.Format(CultureInfo.CurrentCulture, Strings.CommentLeftOut, name))],
            };
        }
    }

    /// <summary>Refuses owners and grants that could not all be given. What stays in the database keeps its own.</summary>
    private async Task CheckAccessAsync(
        RestoreRequest request, IDatabaseSession session, InPlaceGround ground, OperationContext context, CancellationToken token)
    {
        if (request.Backup.Access is not null && !request.IgnorePrivileges)
        {
            (await AccessLoad.CheckAsync(request.Backup, AgeIdentities.Of(context), session, RolesToCreate, ground.LeavesOut, token).ConfigureAwait(false)).ThrowUnlessClear(request.Backup);
        }
    }

    private static async Task LoadAsync(
        RestoreRequest request, BackupReading reading, LoadTransaction transaction, InPlaceGround ground, OperationContext context, CancellationToken token)
    {
        TransactionText text = new(ground.LeavesOut);
        BackupReading loaded = await BackupInspection.ReadAsync(
            request.Backup,
            context,
            (content, cancel) => transaction.SendAsync(text.Read(content.Span), cancel),
            ActivityProgress.Of(context, Strings.ActivityLoad, request.Backup.Name, request.Backup.Length),
            token).ConfigureAwait(false);
        // What was sent must be, to the byte, what the gate had read.
        if (loaded.Problems.Count > 0 || loaded.Summary!.Sha256 != reading.Summary!.Sha256)
        {
            throw new BackupException(
                BackupFailure.ChecksumMismatch,
                string.Format(CultureInfo.CurrentCulture, Strings.ChangedWhileRead, request.Backup.Name),
                subject: request.Backup);
        }
    }

    /// <summary>Gathers statistics. The restore is done by now: what goes wrong here is a warning.</summary>
    private async Task AnalyzeAsync(RestoreRequest request, OperationContext context, CancellationToken token)
    {
        try
        {
            IDatabaseSession session = await _server.ConnectAsync(request.Database, token).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                await session.QueryAsync("ANALYZE", token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is BackupException or OperationCanceledException)
        {
            context.Log.Warn(string.Format(CultureInfo.CurrentCulture, Strings.NotAnalyzed, request.Database, exception.Message));
        }
    }

    private static void Say(OperationContext context, string format, params object[] values)
        => context.Log.Write(string.Format(CultureInfo.CurrentCulture, format, values));
}
