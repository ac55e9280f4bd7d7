using System.Globalization;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Health;
using HubChantier.Backup.Journal;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Retention;
using HubChantier.Backup.Transfer;

namespace HubChantier.Backup.Operations;

/// <summary>Gathers what the folder, the journal, the server and the bucket tell of a database's backups, and has it judged. Changes nothing.</summary>
public sealed class HealthOperation
{
    /// <summary>Health is asked when things are bad, too: nobody should wait for a server that is gone.</summary>
    private static readonly TimeSpan s_serverTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A bucket has a request for each manifest.</summary>
    private static readonly TimeSpan s_storeTimeout = TimeSpan.FromSeconds(60);

    private readonly IDatabaseServer? _server;
    private readonly IObjectStore? _store;

    /// <summary>Makes the operation.</summary>
    /// <param name="server">Answers questions; null for not asking it.</param>
    /// <param name="store">The configured bucket; null for not looking into it.</param>
    public HealthOperation(IDatabaseServer? server, IObjectStore? store)
    {
        _server = server;
        _store = store;
    }

    /// <summary>Looks. A server or a bucket that does not answer is told in the result.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.FolderNotWritable"/>: the folder is there and cannot be read.</exception>
    public async Task<HealthSurvey> RunAsync(HealthRequest request, OperationContext context, CancellationToken token)
    {
        BackupFolder folder = new(request.Folder);
        DateTimeOffset now = context.Time.GetUtcNow();
        List<BackupException> unreadable = [];
        IReadOnlyList<HubBackup> backups = folder.List(unreadable.Add);
        RetentionPlan plan = RetentionPlanner.Plan(
            backups, [.. unreadable.Select(BackupFolder.ByNameOf).OfType<HubBackup>()], request.Policy,
            request.Database, request.Source, now, context.Time.LocalTimeZone);
        (JournalReading? journal, string? journalProblem) = ReadJournal(request.Folder);
        (HealthServerFacts? server, string? serverProblem) = await AskAsync(
            _server,
            (database, cancel) => UnfinishedRestores.FindAsync(database, request.MaintenanceDatabase, request.Database, cancel),
            s_serverTimeout, context.Time, token).ConfigureAwait(false);
        (IReadOnlyList<HubBackup>? remote, string? bucketProblem) = await AskAsync(
            _store,
            (bucket, cancel) => new RemoteCatalogue(bucket, request.Prefix).ListAsync(_ => true, (problem, _) => unreadable.Add(problem), cancel),
            s_storeTimeout, context.Time, token).ConfigureAwait(false);
        (long Free, long Total)? room = folder.Room;
        HealthFacts facts = new()
        {
            Database = request.Database,
            Source = request.Source,
            Folder = request.Folder,
            Now = now,
            Backups = backups,
            WithBucket = remote is null ? null : MergedListing.Of(backups, remote, _store!),
            BucketProblem = bucketProblem,
            UnreadableManifests = [.. unreadable.Select(problem => problem.Subject as string ?? problem.Message).Order(StringComparer.Ordinal)],
            Bucket = request.Bucket,
            Endpoint = _store?.Endpoint ?? request.EndpointUrl?.Authority,
            Runs = journal?.Runs ?? [],
            JournalProblem = journalProblem,
            FrozenReasons = plan.IsFrozen ? plan.Warnings : [],
            FreeBytes = room?.Free,
            TotalBytes = room?.Total,
            Server = server,
            ServerProblem = serverProblem,
        };
        return new HealthSurvey(HealthCheck.Evaluate(facts, request.Limits), facts.WithBucket ?? backups, plan, facts.Runs);
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

    /// <summary>Asks one that may be gone: what it answered, or why it did not; neither where there is none to ask.</summary>
    private static async Task<(TAnswer? Answer, string? Problem)> AskAsync<TAsked, TAnswer>(
        TAsked? asked, Func<TAsked, CancellationToken, Task<TAnswer>> ask, TimeSpan timeout, TimeProvider time, CancellationToken token)
        where TAsked : class
        where TAnswer : class
    {
        if (asked is null)
        {
            return (null, null);
        }

        using CancellationTokenSource expiry = new(timeout, time);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(token, expiry.Token);
        try
        {
            return (await ask(asked, stop.Token).ConfigureAwait(false), null);
        }
        catch (Exception exception) when ((exception is BackupException or OperationCanceledException) && !token.IsCancellationRequested)
        {
            return (null, expiry.IsCancellationRequested ? string.Format(CultureInfo.CurrentCulture, Strings.HealthNoAnswer, timeout.TotalSeconds) : exception.Message);
        }
    }
}
