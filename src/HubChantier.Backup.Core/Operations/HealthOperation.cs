using System.Globalization;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Health;
using HubChantier.Backup.Journal;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Retention;

namespace HubChantier.Backup.Operations;

/// <summary>Gathers what the folder, the journal and the server tell of a database's backups, and has it judged. Changes nothing.</summary>
public sealed class HealthOperation
{
    /// <summary>Health is asked when things are bad, too: nobody should wait for a server that is gone.</summary>
    private static readonly TimeSpan s_serverTimeout = TimeSpan.FromSeconds(5);

    private readonly IDatabaseServer? _server;

    /// <summary>Makes the operation.</summary>
    /// <param name="server">Answers questions; null for a look at the folder alone.</param>
    public HealthOperation(IDatabaseServer? server) => _server = server;

    /// <summary>Looks. A server that does not answer is told in the result.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.FolderNotWritable"/>: the folder is there and cannot be read.</exception>
    public async Task<HubHealth> RunAsync(HealthRequest request, OperationContext context, CancellationToken token)
    {
        BackupFolder folder = new(request.Folder);
        DateTimeOffset now = context.Time.GetUtcNow();
        List<BackupException> unreadable = [];
        IReadOnlyList<HubBackup> backups = folder.List(unreadable.Add);
        RetentionPlan plan = RetentionPlanner.Plan(
            backups, [.. unreadable.Select(BackupFolder.ByNameOf).OfType<HubBackup>()], request.Policy,
            request.Database, request.Source, now, context.Time.LocalTimeZone);
        (JournalReading? journal, string? journalProblem) = ReadJournal(request.Folder);
        (HealthServerFacts? server, string? serverProblem) = await AskServerAsync(request, context.Time, token).ConfigureAwait(false);
        (long Free, long Total)? room = folder.Room;
        HealthFacts facts = new()
        {
            Database = request.Database,
            Source = request.Source,
            Folder = request.Folder,
            Now = now,
            Backups = backups,
            UnreadableManifests = [.. unreadable.Select(problem => problem.Subject as string ?? problem.Message).Order(StringComparer.Ordinal)],
            Bucket = request.Bucket,
            Endpoint = request.EndpointUrl?.Authority,
            Runs = journal?.Runs ?? [],
            JournalProblem = journalProblem,
            FrozenReasons = plan.IsFrozen ? plan.Warnings : [],
            FreeBytes = room?.Free,
            TotalBytes = room?.Total,
            Server = server,
            ServerProblem = serverProblem,
        };
        return HealthCheck.Evaluate(facts, request.Limits);
    }

    private static (JournalReading? Journal, string? Problem) ReadJournal(string folder)
    {
        try
        {
            return (new RunJournal(folder).Read(), null);
        }
        catch (BackupException exception)
        {
            return (null, exception.Message);
        }
    }

    private async Task<(HealthServerFacts? Facts, string? Problem)> AskServerAsync(HealthRequest request, TimeProvider time, CancellationToken token)
    {
        if (_server is null)
        {
            return (null, null);
        }

        using CancellationTokenSource expiry = new(s_serverTimeout, time);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(token, expiry.Token);
        try
        {
            return (await UnfinishedRestores.FindAsync(_server, request.MaintenanceDatabase, request.Database, stop.Token).ConfigureAwait(false), null);
        }
        catch (BackupException exception) when (!token.IsCancellationRequested)
        {
            return (null, exception.Message);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return (null, string.Format(CultureInfo.CurrentCulture, Strings.HealthServerTimeout, s_serverTimeout.TotalSeconds));
        }
    }
}
