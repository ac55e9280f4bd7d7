using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Operations;

namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>A cmdlet that plans a restore: one backup, and the database that is to hold its data.</summary>
public abstract class RestoreInputCommand : ServerInputCommand
{
    private readonly List<HubBackup> _backups = [];

    private HubBackup? _fetchedFrom;

    /// <summary>Name of the database that is to hold the backup's data; else the configured one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TargetDatabase { get; set; }

    /// <summary>Loads a file that nobody vouches for: one without a manifest.</summary>
    [Parameter]
    public SwitchParameter TrustSource { get; set; }

    /// <summary>Lets the backup of another server take the place of a live database.</summary>
    [Parameter]
    public SwitchParameter AllowForeign { get; set; }

    /// <summary>Restores over a database with logical replication, which ends with it.</summary>
    [Parameter]
    public SwitchParameter AllowReplicationLoss { get; set; }

    /// <summary>Goes on where the room on the server's disk cannot be measured.</summary>
    [Parameter]
    public SwitchParameter AssumeRoom { get; set; }

    /// <summary>Makes no safety backup of the live database.</summary>
    [Parameter]
    public SwitchParameter SkipSafetyBackup { get; set; }

    /// <summary>Swap: loaded beside, then put in the live database's place. InPlace: loaded into the live database itself, for a role that may not create databases.</summary>
    [Parameter]
    [ValidateSet("Swap", "InPlace")]
    public string Mode { get; set; } = "Swap";

    /// <summary>Makes the roles of the backup's globals that the server does not have, before the load.</summary>
    [Parameter]
    public SwitchParameter Globals { get; set; }

    /// <summary>Goes on where roles are missing or may not be given their own, and does what can be done.</summary>
    [Parameter]
    public SwitchParameter IgnorePrivileges { get; set; }

    /// <summary>Does the work for the one backup that was given.</summary>
    private protected abstract void Process(RestoreOperation operation, HubBackup backup);

    private protected sealed override void ProcessBackup(HubBackup backup) => _backups.Add(backup);

    /// <summary>One backup is restored, or none: what else the pipeline brings is known only at its end.</summary>
    protected sealed override void EndProcessing()
    {
        if (_backups.Count > 1)
        {
            Fail(new BackupException(
                BackupFailure.TooManyBackups,
                string.Format(CultureInfo.CurrentCulture, Strings.TooManyBackups, _backups.Count),
                subject: _backups[0]));
        }

        if (_backups.Count == 1)
        {
            RestoreOperation operation = new(
                Connection, DatabaseServer, async (version, token) => await ClientAsync(version, token), async (version, token) => await ClientAsync(version, token));
            if (_backups[0].Remote is null)
            {
                Process(operation, _backups[0]);
            }
            else
            {
                ProcessRemote(operation, _backups[0]);
            }
        }
    }

    /// <summary>A copy in a bucket is read from this machine's disk: where it is in the folder already, it is not fetched again.</summary>
    private void ProcessRemote(RestoreOperation operation, HubBackup remote)
    {
        if (Run((_, _) => Task.FromResult(ReceiveOperation.Present(remote, Folder))) is { } present)
        {
            Process(operation, present);
            return;
        }

        using ScratchFolder scratch = Run((_, _) => Task.FromResult(ScratchFolder.Make(Folder)));
        _fetchedFrom = remote;
        Process(operation, Run((work, token) => ReceiveOperation.FetchAsync(Remote.StoreOf(remote), remote, scratch, work.Operation, token)));
    }

    /// <summary>
    /// The backup that is to be restored now. One that was fetched gets its place in the folder: a plan alone leaves nothing there, and what it took
    /// hours to fetch is not fetched again when the restore has to be.
    /// </summary>
    private protected HubBackup Kept(HubBackup backup)
        => _fetchedFrom is { } remote
            ? Run((work, token) => ReceiveOperation.KeepAsync(remote, backup, Folder, work.Operation, token), About(HubRunOperation.Download, remote))
            : backup;

    /// <summary>The restore as the command line asks for it.</summary>
    private protected RestoreRequest Request(
        HubBackup backup, bool dropPrevious = false, bool skipAnalyze = false, int? jobs = null, TimeSpan lockTimeout = default, Func<HubRestorePlan, CancellationToken, Task>? beforeSwap = null) => new()
    {
        Backup = backup,
        Database = TargetDatabase ?? Settings.Database,
        IsDatabaseChosen = TargetDatabase is not null || Database is not null,
        Source = Settings.Source,
        SafetyFolder = BackupDirectory is null && _fetchedFrom is null ? System.IO.Path.GetDirectoryName(backup.FullName)! : Settings.BackupDirectory,
        Recipients = Settings.Recipients,
        SkipSafetyBackup = SkipSafetyBackup,
        DropPrevious = dropPrevious,
        MaintenanceDatabase = Settings.MaintenanceDatabase,
        TrustSource = TrustSource,
        AllowForeign = AllowForeign,
        InPlace = Mode == "InPlace",
        Globals = Globals,
        IgnorePrivileges = IgnorePrivileges,
        AllowReplicationLoss = AllowReplicationLoss,
        AssumeRoom = AssumeRoom,
        SkipAnalyze = skipAnalyze,
        Jobs = jobs,
        LockTimeout = lockTimeout,
        BeforeSwap = beforeSwap,
    };
}
