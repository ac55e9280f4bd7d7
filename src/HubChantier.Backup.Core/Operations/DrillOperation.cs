using System.Globalization;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>
/// Proves that a database comes back from a backup, by the very load and verification of a restore, in a throwaway database that is dropped again
/// and seen to be gone. The live database is not touched, and not locked against backups.
/// </summary>
public sealed class DrillOperation
{
    private readonly ConnectionSettings _connection;
    private readonly IDatabaseServer _server;
    private readonly Func<PostgresVersion, CancellationToken, Task<ISqlTarget>> _target;

    /// <summary>Makes the operation.</summary>
    /// <param name="connection">Where the server is.</param>
    /// <param name="server">Answers questions and takes orders.</param>
    /// <param name="target">Gives the psql that fits a server's version.</param>
    public DrillOperation(ConnectionSettings connection, IDatabaseServer server, Func<PostgresVersion, CancellationToken, Task<ISqlTarget>> target)
    {
        _connection = connection;
        _server = server;
        _target = target;
    }

    /// <summary>Carries the drill out and keeps its result in the manifest.</summary>
    /// <returns>The result; a backup that does not come back is a result too.</returns>
    /// <exception cref="BackupException">It could not be carried out, which says nothing of the backup.</exception>
    public async Task<HubBackupTest> RunAsync(DrillRequest request, OperationContext context, CancellationToken token)
    {
        long began = context.Time.GetTimestamp();
        HubBackup backup = request.Backup;
        DrillFindings findings = new();
        if (backup.State == HubBackupState.Legacy && !request.TrustSource)
        {
            throw new BackupException(BackupFailure.TrustNeeded, string.Format(CultureInfo.CurrentCulture, Strings.TrustNeeded, backup.Name), subject: backup);
        }

        AgeIdentities.Of(context).Check(backup);
        IDatabaseSession maintenance = await MaintenanceSession.OpenAsync(_server, request.MaintenanceDatabase, token).ConfigureAwait(false);
        await using (maintenance.ConfigureAwait(false))
        {
            PostgresVersion version = await ServerQuestions.VersionAsync(maintenance, token).ConfigureAwait(false);
            await RestoreGate.CheckSideAsync(maintenance, backup, version, _connection.ToString(), request.AssumeRoom, token).ConfigureAwait(false);
            await RestoreOperation.SweepAsync(_server, maintenance, context, token).ConfigureAwait(false);
            ISqlTarget target = await _target(version, token).ConfigureAwait(false);
            try
            {
                await ProveAsync(request, maintenance, target, findings, context, token).ConfigureAwait(false);
            }
            catch (BackupException exception) when (IsAboutTheBackup(exception.Failure))
            {
                findings.Problems.Add(exception.Message);
            }
        }

        return new HubBackupTest
        {
            Backup = await TestOperation.KeepAsync(backup, HubVerificationKind.Drill, findings.Problems, context, token).ConfigureAwait(false),
            Kind = HubVerificationKind.Drill,
            Passed = findings.Problems.Count == 0,
            Problems = findings.Problems,
            Rows = findings.Rows,
            UncompressedLength = findings.UncompressedLength,
            Duration = context.Time.GetElapsedTime(began),
        };
    }

    private static bool IsAboutTheBackup(BackupFailure failure) => failure is BackupFailure.ChecksumMismatch or BackupFailure.ArchiveCorrupt
        or BackupFailure.ContentMismatch or BackupFailure.HostileDump or BackupFailure.LoadFailed or BackupFailure.VerificationFailed;

    private async Task ProveAsync(
        DrillRequest request, IDatabaseSession maintenance, ISqlTarget target, DrillFindings findings, OperationContext context, CancellationToken token)
    {
        HubBackup backup = request.Backup;
        IReadOnlyList<BackupException> beside = await SideFiles.ProblemsAsync(backup, token).ConfigureAwait(false);
        findings.Problems.AddRange(beside.Select(problem => problem.Message));
        GateReading reading = await SideRestore.ReadAsync(backup, target, context, token).ConfigureAwait(false);
        findings.UncompressedLength = reading.Reading.Summary!.UncompressedLength;
        string name = DerivedName.Compose(
            backup.Database, "_drill_" + context.Time.GetLocalNow().ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture) + $"_{Environment.ProcessId}");
        SideRestore restore = await SideRestore.CreateAsync(
            _server, maintenance, target, backup, reading, name, backup.Database, Guid.CreateVersion7(), context, token).ConfigureAwait(false);
        await using (restore.ConfigureAwait(false))
        {
            await restore.LoadAsync(request.Jobs ?? await ServerRoom.JobsAsync(maintenance, token).ConfigureAwait(false), token).ConfigureAwait(false);
            IReadOnlyList<HubRestoredTable> tables = await restore.VerifyAsync(token).ConfigureAwait(false);
            findings.Rows = tables.Sum(table => table.Found);
            if (request.Assertions.Count > 0)
            {
                await AssertAsync(name, request.Assertions, findings, token).ConfigureAwait(false);
            }

            if (!await restore.DropAsync().ConfigureAwait(false))
            {
                findings.Problems.Add(string.Format(CultureInfo.CurrentCulture, Strings.SideDatabaseLeft, name, ""));
            }
        }
    }

    /// <summary>Asks each question as the application would: with the database's own search_path, and in a transaction that can write nothing.</summary>
    private async Task AssertAsync(string database, IReadOnlyList<string> assertions, DrillFindings findings, CancellationToken token)
    {
        IDatabaseSession session = await _server.ConnectAsync(database, token).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            await session.QueryAsync("RESET search_path", token).ConfigureAwait(false);
            foreach (string assertion in assertions)
            {
                await session.QueryAsync("BEGIN READ ONLY", token).ConfigureAwait(false);
                string answer;
                try
                {
                    IReadOnlyList<IReadOnlyList<string?>> rows = await session.QueryAsync(assertion, token).ConfigureAwait(false);
                    answer = rows is [{ Count: 1 } row] ? row[0] ?? "null" : string.Format(CultureInfo.CurrentCulture, Strings.AssertionRows, rows.Count);
                }
                catch (BackupException exception) when (exception.Failure is BackupFailure.QueryFailed or BackupFailure.PermissionDenied)
                {
                    answer = exception.Message;
                }

                if (answer != "t")
                {
                    findings.Problems.Add(string.Format(CultureInfo.CurrentCulture, Strings.AssertionFailed, assertion, answer));
                }

                await session.QueryAsync("ROLLBACK", token).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What the drill has found so far.</summary>
    private sealed class DrillFindings
    {
        public List<string> Problems { get; } = [];

        public long? Rows { get; set; }

        public long? UncompressedLength { get; set; }
    }
}
