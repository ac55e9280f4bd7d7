using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>
/// Brings single tables of a backup back, into a schema of the live database that has no tables of these names. The backup is loaded and verified in a
/// side database, the tables are moved to that schema there, dumped from there, and loaded into the live database in one transaction, which is committed
/// only when their rows are those of the backup. No table that is live is touched; the side database is dropped, whatever happens.
/// </summary>
public sealed class TableRestoreOperation
{
    /// <summary>What shapes the dump out of the side database; live publications are not told of tables that are a copy.</summary>
    private static readonly string[] s_dumpOptions =
        ["--format=plain", "--no-owner", "--no-acl", "--no-publications", "--no-subscriptions", "--no-tablespaces"];

    private readonly ConnectionSettings _connection;
    private readonly IDatabaseServer _server;
    private readonly Func<PostgresVersion, CancellationToken, Task<ISqlTarget>> _target;
    private readonly Func<PostgresVersion, CancellationToken, Task<IDumpSource>> _dumpSource;

    /// <summary>Makes the operation.</summary>
    /// <param name="connection">Where the server is.</param>
    /// <param name="server">Answers questions and takes orders.</param>
    /// <param name="target">Gives the psql that fits a server's version.</param>
    /// <param name="dumpSource">Gives the pg_dump that takes the tables out of the side database.</param>
    public TableRestoreOperation(
        ConnectionSettings connection, IDatabaseServer server,
        Func<PostgresVersion, CancellationToken, Task<ISqlTarget>> target, Func<PostgresVersion, CancellationToken, Task<IDumpSource>> dumpSource)
    {
        _connection = connection;
        _server = server;
        _target = target;
        _dumpSource = dumpSource;
    }

    /// <summary>Carries it out.</summary>
    /// <param name="request">The backup, and the live database as its target.</param>
    /// <param name="tables">The tables, as PostgreSQL reads names: <c>public.chantiers</c>, <c>"Pièces jointes"</c>.</param>
    /// <param name="intoSchema">The schema, made if it is not there; null for <c>restored_</c> and the time.</param>
    /// <param name="context">Where to speak.</param>
    /// <param name="token">Cancels, until COMMIT is sent.</param>
    /// <exception cref="BackupException">
    /// It was not carried out, and the live database is as it was; but for <see cref="BackupFailure.ServerUnreachable"/> after COMMIT was sent, whose sentence says so.
    /// </exception>
    public async Task<HubRestore> RunAsync(
        RestoreRequest request, IReadOnlyList<string> tables, string? intoSchema, OperationContext context, CancellationToken token)
    {
        DateTimeOffset started = context.Time.GetUtcNow();
        PhaseClock phases = new(context.Time);
        string stamp = context.Time.GetLocalNow().ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture);
        string schema = intoSchema ?? "restored_" + stamp;
        RestoreGate.CheckRequest(request, context);
        if (!DerivedName.IsValid(schema))
        {
            throw new BackupException(
                BackupFailure.TargetNameInvalid, string.Format(CultureInfo.CurrentCulture, Strings.TargetNameInvalid, schema, DerivedName.MaximumBytes), subject: schema);
        }

        RunGuard guard = await RunGuard.AcquireForOrdersAsync(
            _server, request.MaintenanceDatabase, folder: null, request.Database, request.LockTimeout, context, token).ConfigureAwait(false);
        await using (guard.ConfigureAwait(false))
        {
            IDatabaseSession live = await _server.ConnectAsync(request.Database, token).ConfigureAwait(false);
            await using (live.ConfigureAwait(false))
            {
                PostgresVersion version = await ServerQuestions.VersionAsync(live, token).ConfigureAwait(false);
                RestoreGate.CheckVersion(request.Backup, version);
                await RestoreGate.CheckExtensionsAsync(live, request.Backup, token).ConfigureAwait(false);
                ISqlTarget target = await _target(version, token).ConfigureAwait(false);
                IDumpSource source = await _dumpSource(version, token).ConfigureAwait(false);
                (GateReading gate, DumpDemands demands) = await DemandReading.ReadAsync(request.Backup, target, context, token).ConfigureAwait(false);
                IReadOnlyList<TableName> chosen = TableChoice.Find(tables, demands.Tables, request.Backup);
                await CheckFreeAsync(live, chosen, schema, token).ConfigureAwait(false);
                phases.End("Gate");

                SideRestore side = await SideRestore.CreateAsync(
                    _server, guard.Maintenance!, target, request.Backup, gate, DerivedName.Compose(request.Database, "_tables_" + stamp),
                    request.Database, Guid.CreateVersion7(started), context, token).ConfigureAwait(false);
                await using (side.ConfigureAwait(false))
                {
                    int jobs = request.Jobs ?? await ServerRoom.JobsAsync(live, token).ConfigureAwait(false);
                    await side.LoadAsync(jobs, token).ConfigureAwait(false);
                    await side.VerifyAsync(token).ConfigureAwait(false);
                    phases.End("Load");
                    TableMove move = await MoveAsync(side, live, chosen, schema, token).ConfigureAwait(false);
                    await CheckFreeAsync(live, move.Tables, schema, token).ConfigureAwait(false);
                    phases.End("Move");
                    LoadExpectation expected = Expectation(gate.Reading.Inventory, move, schema);
                    await CopyAsync(source, target, side.Side.Name, live, guard, request.Database, schema, expected, context, token).ConfigureAwait(false);
                    phases.End("Copy");
                    context.Log.Write(string.Format(CultureInfo.CurrentCulture, Strings.TablesRestored, request.Backup.Name, schema, request.Database));
                    return Result(request, started, expected, move, phases, context);
                }
            }
        }
    }

    private async Task<TableMove> MoveAsync(
        SideRestore side, IDatabaseSession live, IReadOnlyList<TableName> chosen, string schema, CancellationToken token)
    {
        IDatabaseSession session = await _server.ConnectAsync(side.Side.Name, token).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return await TableMove.RunAsync(session, live, chosen, schema, token).ConfigureAwait(false);
        }
    }

    private async Task CopyAsync(
        IDumpSource source, ISqlTarget target, string side, IDatabaseSession live, RunGuard guard, string database, string schema,
        LoadExpectation expected, OperationContext context, CancellationToken token)
    {
        IRunningDump dump = source.Start(new DumpRequest
        {
            Database = side,
            // Between quotes, pg_dump takes the pattern for a name.
            Options = [.. s_dumpOptions, "--schema=" + SqlText.Identifier(schema)],
        });
        await using (dump.ConfigureAwait(false))
        {
            LoadTransaction transaction = new(_server, live, target.Start(database), database, context.Time);
            await using (transaction.ConfigureAwait(false))
            {
                await transaction.CreateSchemaAsync(schema, token).ConfigureAwait(false);
                await PumpAsync(dump, transaction, side, token).ConfigureAwait(false);
                await transaction.VerifyAsync(expected, static () => { }, token).ConfigureAwait(false);
                await guard.CheckAsync(token).ConfigureAwait(false);
                token.ThrowIfCancellationRequested();
                await transaction.CommitAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>From pg_dump to psql, without the statement that makes the schema.</summary>
    private static async Task PumpAsync(IRunningDump dump, LoadTransaction transaction, string side, CancellationToken token)
    {
        const int PieceSize = 1 << 20;
        DumpInventory inventory = new();
        DumpReader reader = new(inventory);
        TransactionText text = new(static statement => statement.Kind is ObjectStatementKind.CreateSchema or ObjectStatementKind.CommentOnSchema);
        byte[] piece = new byte[PieceSize];
        using CancellationTokenRegistration abort = token.Register(dump.Abort);
        int count;
        while ((count = await dump.Output.ReadAsync(piece, token).ConfigureAwait(false)) > 0)
        {
            reader.Read(piece.AsSpan(0, count));
            await transaction.SendAsync(text.Read(piece.AsSpan(0, count)), token).ConfigureAwait(false);
        }

        token.ThrowIfCancellationRequested();
        await dump.WaitAsync(token).ConfigureAwait(false);
        reader.Complete();
        if (!inventory.IsComplete)
        {
            throw new BackupException(
                BackupFailure.DumpIncomplete, string.Format(CultureInfo.CurrentCulture, Strings.DumpIncomplete, side, inventory.Length), subject: side);
        }
    }

    /// <summary>What the backup counted for these tables, by their new names.</summary>
    private static LoadExpectation Expectation(DumpInventory inventory, TableMove move, string schema) => new()
    {
        Tables = [.. inventory.Tables.Where(table => move.Tables.Contains(new TableName(table.Schema, table.Name))).Select(table => new HubTable
        {
            Schema = schema,
            Name = table.Name,
            Rows = table.Rows,
            Bytes = table.Bytes,
            DataStart = table.DataStart,
        })],
        Sequences = [.. inventory.Sequences.Where(sequence => move.Sequences.Contains(new TableName(sequence.Schema, sequence.Name))).Select(sequence => new HubSequence
        {
            Schema = schema,
            Name = sequence.Name,
            Value = sequence.Value,
            IsCalled = sequence.IsCalled,
        })],
        Schema = schema,
    };

    private static async Task CheckFreeAsync(IDatabaseSession live, IReadOnlyList<TableName> tables, string schema, CancellationToken token)
    {
        string names = string.Join(", ", tables.Select(table => SqlText.Literal(table.Name)));
        string? taken = await ServerQuestions.ScalarAsync(
            live,
            $"SELECT string_agg(c.oid::regclass::text, ', ') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = {SqlText.Literal(schema)} AND c.relname IN ({names})",
            token).ConfigureAwait(false);
        if (taken is not null)
        {
            throw new BackupException(
                BackupFailure.TargetExists, string.Format(CultureInfo.CurrentCulture, Strings.TablesThere, schema, taken), subject: schema);
        }
    }

    private HubRestore Result(
        RestoreRequest request, DateTimeOffset started, LoadExpectation expected, TableMove move, PhaseClock phases, OperationContext context) => new()
    {
        Id = Guid.CreateVersion7(started),
        State = HubRestoreState.Done,
        Backup = request.Backup,
        BackupName = request.Backup.Name,
        Database = request.Database,
        Server = _connection.ToString(),
        Started = started,
        Finished = context.Time.GetUtcNow(),
        // The server counted them inside the transaction, and would not have gone on with another number.
        Tables = [.. expected.Tables.Select(table => new HubRestoredTable { Schema = table.Schema, Name = table.Name, Expected = table.Rows, Found = table.Rows })],
        Phases = phases.All,
        Remarks = move.Remarks,
    };
}
