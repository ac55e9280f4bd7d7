using System.Globalization;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Settings;
using HubChantier.Backup.Sql;
using HubChantier.Backup.Transfer;

namespace HubChantier.Backup.Setup;

/// <summary>
/// What the checks stand on: the request, and what those before have found. A check uses only what one of its needs brings. Disposing it leaves
/// nothing of ours on the server.
/// </summary>
internal sealed class SetupGround : IAsyncDisposable
{
    private static readonly TimeSpan s_removeLimit = TimeSpan.FromSeconds(10);

    private IDatabaseSession? _session;
    private IDatabaseSession? _maintenance;
    private HubServer? _serverInfo;
    private IReadOnlyList<MissingRight>? _missing;

    public required SetupRequest Request { get; init; }

    public required ConnectionSettings Connection { get; init; }

    /// <summary>Answers questions and takes orders.</summary>
    public required IDatabaseServer Server { get; init; }

    /// <summary>Gives the client programs that fit a version.</summary>
    public required Func<PostgresVersion, CancellationToken, Task<IPostgresClient>> FindClient { get; init; }

    /// <summary>Opens the bucket that the settings name; asks it nothing.</summary>
    public required Func<IObjectStore> OpenStore { get; init; }

    public required OperationContext Context { get; init; }

    public BackupSettings Settings => Request.Survey.Settings;

    public BackupFolder Folder => new(Settings.BackupDirectory);

    /// <summary>A session in the live database.</summary>
    public IDatabaseSession Session
    {
        get => _session ?? throw NotYet();
        set => _session = value;
    }

    /// <summary>The server and the live database.</summary>
    public HubServer ServerInfo
    {
        get => _serverInfo ?? throw NotYet();
        set => _serverInfo = value;
    }

    /// <summary>OID of the live database.</summary>
    public uint DatabaseOid { get; set; }

    /// <summary>Size of the live database on the server's disk, in bytes; null where nobody could ask.</summary>
    public long? DatabaseSize { get; set; }

    /// <summary>A session in the database from which orders are given.</summary>
    public IDatabaseSession Maintenance
    {
        get => _maintenance ?? throw NotYet();
        set => _maintenance = value;
    }

    /// <summary>The client programs; null where none fit.</summary>
    public IPostgresClient? Client { get; set; }

    /// <summary>The database that was made to try; null before and after.</summary>
    public SideDatabase? Side { get; set; }

    /// <summary>The bucket that the settings name.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.SettingInvalid"/>: AWS needs a region.</exception>
    public IObjectStore Store => OpenStore();

    /// <summary>The object that was written to try; null before and after.</summary>
    public ObjectProbe? Probe { get; set; }

    /// <summary>The role whose rights are meant, as SQL has it.</summary>
    public string Role => SqlText.Identifier(Connection.User);

    /// <summary>A setting as it was read.</summary>
    public HubSetting Setting(string name) => Settings.All.First(setting => setting.Name == name);

    /// <summary>Where a setting was read, in words.</summary>
    public string WhereIs(string name)
    {
        HubSetting setting = Setting(name);
        return setting.Origin switch
        {
            HubSettingOrigin.Parameter => name switch
            {
                nameof(BackupSettings.User) or nameof(BackupSettings.Password) => "-Credential",
                nameof(BackupSettings.S3AccessKeyId) or nameof(BackupSettings.S3SecretAccessKey) => "-S3Credential",
                _ => setting.Variable!,
            },
            HubSettingOrigin.Default => string.Join(", ", SettingTable.Rows.First(row => row.Name == name).Variables),
            _ => SettingErrors.Where(setting.Variable!, setting.Origin == HubSettingOrigin.EnvFile ? Settings.EnvFile : null, setting.Line),
        };
    }

    /// <summary>Where settings that belong together were read, each place once.</summary>
    public string WhereAre(params IReadOnlyList<string> names) => string.Join(", ", names.Select(WhereIs).Distinct());

    /// <summary>What a dump would read and the role may not; asked once.</summary>
    public async Task<IReadOnlyList<MissingRight>> MissingRightsAsync(CancellationToken token)
        => _missing ??= await ReadRights.ListAsync(Session, token).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        if (Probe is { } probe)
        {
            await RemoveAsync(probe).ConfigureAwait(false);
        }

        if (Side is { } side)
        {
            await DropAsync(side).ConfigureAwait(false);
        }

        foreach (IDatabaseSession? session in (IDatabaseSession?[])[_session, _maintenance])
        {
            if (session is not null)
            {
                await session.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>After Ctrl+C: what cannot be reached soon is written over by the next test.</summary>
    private static async Task RemoveAsync(ObjectProbe probe)
    {
        using CancellationTokenSource limit = new(s_removeLimit);
        try
        {
            await probe.RemoveAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is BackupException or OperationCanceledException)
        {
        }
    }

    private async Task DropAsync(SideDatabase side)
    {
        string why = "";
        try
        {
            if (await side.DropAsync(CancellationToken.None).ConfigureAwait(false))
            {
                return;
            }
        }
        catch (BackupException exception)
        {
            why = exception.Message;
        }

        Context.Log.Warn(string.Format(CultureInfo.CurrentCulture, Strings.SideDatabaseLeft, side.Name, why));
    }

    private static InvalidOperationException NotYet() => new("The check that brings this was not made: it is missing among the needs.");
}
