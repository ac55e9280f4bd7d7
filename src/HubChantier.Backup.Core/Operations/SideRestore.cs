using System.Globalization;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Loading;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.Operations;

/// <summary>
/// A backup loaded and verified in a database of its own: what a restore puts into service, and all that a drill wants to know.
/// Disposing it drops the database, unless it was kept.
/// </summary>
internal sealed class SideRestore : IAsyncDisposable
{
    private readonly IDatabaseServer _server;
    private readonly ISqlTarget _target;
    private readonly HubBackup _backup;
    private readonly GateReading _gate;
    private readonly OperationContext _context;
    private readonly PostgresVersion _version;
    private readonly Func<CancellationToken, Task<SideDatabase>> _create;
    private bool _kept;

    private SideRestore(
        IDatabaseServer server, PostgresVersion version, ISqlTarget target, HubBackup backup, GateReading gate,
        Func<CancellationToken, Task<SideDatabase>> create, SideDatabase side, OperationContext context)
    {
        _server = server;
        _version = version;
        _target = target;
        _backup = backup;
        _gate = gate;
        _create = create;
        Side = side;
        _context = context;
    }

    /// <summary>The database.</summary>
    public SideDatabase Side { get; private set; }

    /// <summary>What the server refused of the comments that a role may fail to give.</summary>
    public IReadOnlyList<string> Remarks { get; private set; } = [];

    /// <summary>Reads the backup's whole file: nothing is made on the server for a backup that is not good.</summary>
    /// <exception cref="BackupException">It is not good.</exception>
    public static async Task<GateReading> ReadAsync(HubBackup backup, ISqlTarget target, OperationContext context, CancellationToken token)
    {
        GateReading gate = await GateReading.ReadAsync(backup, context, token).ConfigureAwait(false);
        RestoreGate.CheckContent(backup, gate.Reading, target.Version);
        return gate;
    }

    /// <summary>Makes the database, empty.</summary>
    /// <param name="server">Where the load is verified.</param>
    /// <param name="maintenance">The session that makes it and will drop it.</param>
    /// <param name="target">Loads it.</param>
    /// <param name="backup">The backup.</param>
    /// <param name="gate">What reading its file told.</param>
    /// <param name="name">Name of the database, which must be free.</param>
    /// <param name="of">Name of the database that it is made for.</param>
    /// <param name="run">The run.</param>
    /// <param name="context">Where to speak.</param>
    /// <param name="token">Cancels.</param>
    public static async Task<SideRestore> CreateAsync(
        IDatabaseServer server, IDatabaseSession maintenance, ISqlTarget target, HubBackup backup, GateReading gate,
        string name, string of, Guid run, OperationContext context, CancellationToken token)
    {
        PostgresVersion version = await ServerQuestions.VersionAsync(maintenance, token).ConfigureAwait(false);
        // As long as the session lives, another run sees that the database is not left over.
        await ServerLock.AcquireAsync(maintenance, name, TimeSpan.Zero, context.Time, token).ConfigureAwait(false);
        SideDatabase side = await Create(token).ConfigureAwait(false);
        return new SideRestore(server, version, target, backup, gate, Create, side, context);

        Task<SideDatabase> Create(CancellationToken cancel)
            => SideDatabase.CreateAsync(maintenance, name, of, backup.Server, run, context.Time.GetUtcNow(), cancel);
    }

    /// <summary>Loads the backup.</summary>
    /// <param name="jobs">Sessions that may load at once.</param>
    /// <param name="token">Cancels.</param>
    /// <returns>Sessions that were used.</returns>
    /// <exception cref="BackupException">A statement failed, or what was sent is not what had been read.</exception>
    public async Task<int> LoadAsync(int jobs, CancellationToken token)
    {
        int used = await LoadAllAsync(jobs, token).ConfigureAwait(false);
        if (_gate.Map.ToleratedComments is { Length: > 0 } comments)
        {
            LoadSession session = await LoadSession.StartAsync(
                _target, Side.Name, RestoreGate.KnowsRestrict(_target.Version), [], token, isTolerant: true).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                await session.SendAsync(comments, token).ConfigureAwait(false);
                string words = await session.CompleteAsync(token).ConfigureAwait(false);
                Remarks = words.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            }
        }

        return used;
    }

    private async Task<int> LoadAllAsync(int jobs, CancellationToken token)
    {
        foreach (string subscription in _gate.Map.Subscriptions)
        {
            _context.Log.Warn(string.Format(CultureInfo.CurrentCulture, Strings.SubscriptionLeftOut, subscription));
        }

        Say(Strings.RestoreLoads, _backup.Name, Side.Name);
        if (IsTimeoutUnknown)
        {
            Say(Strings.SettingLeftOut, "transaction_timeout", _version);
        }

        LoadPlan? plan = null;
        if (jobs > 1)
        {
            string obstacle = Strings.LoadWithoutIndex;
            plan = _gate.Source is null ? null : LoadPlan.Make(_gate.Map, out obstacle);
            if (plan is null)
            {
                Say(Strings.LoadsInOneSession, _backup.Name, obstacle);
            }
        }

        if (plan is not null)
        {
            try
            {
                IProgress<long> progress = ActivityProgress.Of(_context, Strings.ActivityLoad, _backup.Name, _gate.Map.Length);
                await new ParallelLoad(_gate.Map, _gate.Source!, StartAsync, progress).RunAsync(plan, jobs, token).ConfigureAwait(false);
                return jobs;
            }
            catch (BackupException exception) when (exception.Failure == BackupFailure.LoadFailed && !token.IsCancellationRequested)
            {
                // What one session can load must not fail for want of an order that several can keep to.
                _context.Log.Warn(string.Format(CultureInfo.CurrentCulture, Strings.ParallelLoadFailed, exception.Message));
                await Side.DropAsync(token).ConfigureAwait(false);
                Side = await _create(token).ConfigureAwait(false);
            }
        }

        await LoadInOneSessionAsync(token).ConfigureAwait(false);
        return 1;
    }

    /// <summary>Servers know the setting since 17; pg_dump writes it since then for every server. Nothing of what is restored depends on it.</summary>
    private bool IsTimeoutUnknown => _version.Major < 17 && _gate.Map.TransactionTimeout is not null;

    private async Task LoadInOneSessionAsync(CancellationToken token)
    {
        LoadSession session = await StartAsync(token).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            long position = 0;
            IProgress<long> progress = ActivityProgress.Of(_context, Strings.ActivityLoad, _backup.Name, _backup.Length);
            BackupReading loaded = await BackupInspection.ReadAsync(_backup, _context, SendAsync, progress, token).ConfigureAwait(false);
            await session.CompleteAsync(token).ConfigureAwait(false);
            // The end of a file is no proof: what was sent must be, to the byte, what the gate had read.
            if (loaded.Problems.Count > 0 || loaded.Summary!.Sha256 != _gate.Reading.Summary!.Sha256)
            {
                throw new BackupException(
                    BackupFailure.ChecksumMismatch, string.Format(CultureInfo.CurrentCulture, Strings.ChangedWhileRead, _backup.Name), subject: _backup);
            }

            async ValueTask SendAsync(ReadOnlyMemory<byte> text, CancellationToken cancel)
            {
                await session.SendAsync(position, text, cancel).ConfigureAwait(false);
                position += text.Length;
            }
        }
    }

    private Task<LoadSession> StartAsync(CancellationToken token)
    {
        // In the order of the text: \restrict stands before the settings.
        TextRange[] omitted = IsTimeoutUnknown
            ? [.. _gate.Map.Omitted.Append(_gate.Map.TransactionTimeout!.Value).OrderBy(range => range.Start)]
            : [.. _gate.Map.Omitted];
        return LoadSession.StartAsync(_target, Side.Name, RestoreGate.KnowsRestrict(_target.Version), omitted, token);
    }

    /// <summary>Counts all that was loaded, in a session of its own.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.VerificationFailed"/>.</exception>
    public async Task<IReadOnlyList<HubRestoredTable>> VerifyAsync(CancellationToken token)
    {
        IDatabaseSession session = await _server.ConnectAsync(Side.Name, token).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return await RestoreVerification.CheckAsync(session, _gate.Reading.Inventory, Side.Name, token).ConfigureAwait(false);
        }
    }

    /// <summary>Gives its objects their owners, grants and default privileges, if the backup has them.</summary>
    /// <param name="keepGoing">Whether to do what can be done.</param>
    /// <param name="token">Cancels.</param>
    /// <returns>What could not be done.</returns>
    public async Task<IReadOnlyList<string>> ApplyAccessAsync(bool keepGoing, CancellationToken token)
        => _backup.Access is null ? [] : await AccessLoad.RunAsync(_backup, AgeIdentities.Of(_context), _target, Side.Name, _version, keepGoing, token).ConfigureAwait(false);

    /// <summary>Gives it statistics: without them it is not fit for service.</summary>
    public async Task AnalyzeAsync(CancellationToken token)
    {
        IDatabaseSession session = await _server.ConnectAsync(Side.Name, token).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            await session.QueryAsync("ANALYZE", token).ConfigureAwait(false);
        }
    }

    /// <summary>Says that the database is in service: it is not dropped.</summary>
    public void Keep() => _kept = true;

    /// <summary>Drops the database now, and tells whether it is seen to be gone.</summary>
    public async Task<bool> DropAsync()
    {
        _kept = true;
        try
        {
            if (await Side.DropAsync(CancellationToken.None).ConfigureAwait(false))
            {
                return true;
            }

            _context.Log.Warn(string.Format(CultureInfo.CurrentCulture, Strings.SideDatabaseLeft, Side.Name, ""));
        }
        catch (BackupException exception)
        {
            // Must not hide the failure that led here.
            _context.Log.Warn(string.Format(CultureInfo.CurrentCulture, Strings.SideDatabaseLeft, Side.Name, exception.Message));
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_kept)
        {
            await DropAsync().ConfigureAwait(false);
        }
    }

    private void Say(string format, params object[] values) => _context.Log.Write(string.Format(CultureInfo.CurrentCulture, format, values));
}
