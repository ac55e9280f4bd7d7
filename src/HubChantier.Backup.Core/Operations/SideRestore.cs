using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>
/// A backup loaded and verified in a database of its own: what a restore puts into service, and all that a drill wants to know.
/// Disposing it drops the database, unless it was kept.
/// </summary>
internal sealed class SideRestore : IAsyncDisposable
{
    private readonly IDatabaseServer _server;
    private readonly PostgresVersion _version;
    private readonly ISqlTarget _target;
    private readonly HubBackup _backup;
    private readonly BackupReading _reading;
    private readonly OperationContext _context;
    private bool _kept;

    private SideRestore(
        IDatabaseServer server, PostgresVersion version, ISqlTarget target, HubBackup backup, BackupReading reading, SideDatabase side, OperationContext context)
    {
        _server = server;
        _version = version;
        _target = target;
        _backup = backup;
        _reading = reading;
        Side = side;
        _context = context;
    }

    /// <summary>The database.</summary>
    public SideDatabase Side { get; }

    /// <summary>Reads the backup's whole file: nothing is made on the server for a backup that is not good.</summary>
    /// <exception cref="BackupException">It is not good.</exception>
    public static async Task<BackupReading> ReadAsync(HubBackup backup, ISqlTarget target, OperationContext context, CancellationToken token)
    {
        BackupReading reading = await ReadAsync(backup, Strings.ActivityGate, consume: null, context, token).ConfigureAwait(false);
        RestoreGate.CheckContent(backup, reading, target.Version);
        return reading;
    }

    /// <summary>Makes the database, empty.</summary>
    /// <param name="server">Where the load is verified.</param>
    /// <param name="maintenance">The session that makes it and will drop it.</param>
    /// <param name="target">Loads it.</param>
    /// <param name="backup">The backup.</param>
    /// <param name="reading">What reading its file told.</param>
    /// <param name="name">Name of the database, which must be free.</param>
    /// <param name="of">Name of the database that it is made for.</param>
    /// <param name="run">The run.</param>
    /// <param name="context">Where to speak.</param>
    /// <param name="token">Cancels.</param>
    public static async Task<SideRestore> CreateAsync(
        IDatabaseServer server, IDatabaseSession maintenance, ISqlTarget target, HubBackup backup, BackupReading reading,
        string name, string of, Guid run, OperationContext context, CancellationToken token)
    {
        PostgresVersion version = await ServerQuestions.VersionAsync(maintenance, token).ConfigureAwait(false);
        // As long as the session lives, another run sees that the database is not left over.
        await ServerLock.AcquireAsync(maintenance, name, TimeSpan.Zero, context.Time, token).ConfigureAwait(false);
        SideDatabase side = await SideDatabase.CreateAsync(
            maintenance, name, of, backup.Server, run, context.Time.GetUtcNow(), token).ConfigureAwait(false);
        return new SideRestore(server, version, target, backup, reading, side, context);
    }

    /// <summary>Loads the backup.</summary>
    /// <exception cref="BackupException">A statement failed, or what was sent is not what had been read.</exception>
    public async Task LoadAsync(CancellationToken token)
    {
        _context.Log.Write(string.Format(CultureInfo.CurrentCulture, Strings.RestoreLoads, _backup.Name, Side.Name));
        IRunningLoad load = _target.Start(Side.Name);
        await using (load.ConfigureAwait(false))
        {
            BackupReading loaded;
            try
            {
                loaded = await ReadAsync(
                    _backup, Strings.ActivityLoad, NewerPreamble.For(_version.Major, load.Input.WriteAsync, SayLeftOut), _context, token).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // psql ended before it had read all: it says why.
                await load.CompleteAsync(token).ConfigureAwait(false);
                throw;
            }

            await load.CompleteAsync(token).ConfigureAwait(false);
            // The end of a file is no proof: what was sent must be, to the byte, what the gate had read.
            if (loaded.Problems.Count > 0 || loaded.Summary!.Sha256 != _reading.Summary!.Sha256)
            {
                throw new BackupException(
                    BackupFailure.ChecksumMismatch, string.Format(CultureInfo.CurrentCulture, Strings.ChangedWhileRead, _backup.Name), subject: _backup);
            }
        }
    }

    /// <summary>Counts all that was loaded, in a session of its own.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.VerificationFailed"/>.</exception>
    public async Task<IReadOnlyList<HubRestoredTable>> VerifyAsync(CancellationToken token)
    {
        IDatabaseSession session = await _server.ConnectAsync(Side.Name, token).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return await RestoreVerification.CheckAsync(session, _reading.Inventory, Side.Name, token).ConfigureAwait(false);
        }
    }

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

    private void SayLeftOut()
        => _context.Log.Write(string.Format(CultureInfo.CurrentCulture, Strings.SettingLeftOut, "transaction_timeout", _version));

    private static Task<BackupReading> ReadAsync(
        HubBackup backup, string activity, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask>? consume, OperationContext context, CancellationToken token)
        => BackupInspection.ReadAsync(backup, context.Zstd, consume, ActivityProgress.Of(context, activity, backup.Name, backup.Length), token);
}
