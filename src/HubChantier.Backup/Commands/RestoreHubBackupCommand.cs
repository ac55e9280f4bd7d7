using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Commands.Binding;
using HubChantier.Backup.Operations;

namespace HubChantier.Backup.Commands;

/// <summary>Restores one backup into a new database beside the live one.</summary>
[Cmdlet(VerbsData.Restore, "HubBackup", SupportsShouldProcess = true, DefaultParameterSetName = BackupInputs.ByPath)]
[OutputType(typeof(HubRestore))]
public sealed class RestoreHubBackupCommand : ServerInputCommand
{
    private readonly List<HubBackup> _backups = [];

    /// <summary>Name of the database that the restore makes; it must be free.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string TargetDatabase { get; set; } = "";

    /// <summary>Loads a file that nobody vouches for: one without a manifest.</summary>
    [Parameter]
    public SwitchParameter TrustSource { get; set; }

    /// <summary>Leaves the restored database without statistics.</summary>
    [Parameter]
    public SwitchParameter SkipAnalyze { get; set; }

    /// <summary>Seconds to wait for another run that makes a database of the same name.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int LockTimeoutSeconds { get; set; }

    private protected override void ProcessBackup(HubBackup backup) => _backups.Add(backup);

    /// <summary>One backup is restored, or none: what else the pipeline brings is known only at its end.</summary>
    protected override void EndProcessing()
    {
        if (_backups.Count > 1)
        {
            Fail(new BackupException(
                BackupFailure.TooManyBackups,
                string.Format(CultureInfo.CurrentCulture, Strings.TooManyBackups, _backups.Count),
                subject: _backups[0]));
        }

        if (_backups.Count == 0)
        {
            return;
        }

        HubBackup backup = _backups[0];
        string target = string.Format(CultureInfo.CurrentCulture, Strings.NewDatabaseOnServer, TargetDatabase, Connection);
        if (!ShouldProcess(target, string.Format(CultureInfo.CurrentCulture, Strings.RestoreFrom, backup.Name, backup.Started.ToLocalTime())))
        {
            return;
        }

        RestoreRequest request = new()
        {
            Backup = backup,
            TargetDatabase = TargetDatabase,
            MaintenanceDatabase = Settings.MaintenanceDatabase,
            TrustSource = TrustSource,
            SkipAnalyze = SkipAnalyze,
            LockTimeout = TimeSpan.FromSeconds(LockTimeoutSeconds),
        };
        RestoreOperation operation = new(Connection, DatabaseServer, async (version, token) => await ClientAsync(version, token));
        WriteObject(Run((work, token) => operation.RunAsync(request, work.Operation, token)));
    }
}
