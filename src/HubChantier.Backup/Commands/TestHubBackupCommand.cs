using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Commands.Binding;
using HubChantier.Backup.Journal;
using HubChantier.Backup.Operations;

namespace HubChantier.Backup.Commands;

/// <summary>Proves that backups are good: by reading them whole, or by a drill, which restores them into a throwaway database.</summary>
[Cmdlet(VerbsDiagnostic.Test, "HubBackup", SupportsShouldProcess = true, DefaultParameterSetName = BackupInputs.ByPath)]
[OutputType(typeof(HubBackupTest))]
public sealed class TestHubBackupCommand : ServerInputCommand
{
    /// <summary>Restores into a throwaway database on the server, verifies there, and drops it.</summary>
    [Parameter]
    public SwitchParameter Drill { get; set; }

    /// <summary>SQL questions about the restored database, each of which must answer true; only with -Drill.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Assert { get; set; } = [];

    /// <summary>Sessions that load the backup at once; only with -Drill.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int? Jobs { get; set; }

    /// <summary>Loads a file that nobody vouches for: one without a manifest; only with -Drill.</summary>
    [Parameter]
    public SwitchParameter TrustSource { get; set; }

    /// <summary>Goes on where the room on the server's disk cannot be measured; only with -Drill.</summary>
    [Parameter]
    public SwitchParameter AssumeRoom { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Assert.Length > 0 && !Drill)
        {
            Fail(new BackupException(BackupFailure.SettingInvalid, Strings.AssertNeedsDrill, subject: nameof(Assert)));
        }
    }

    private protected override void ProcessBackup(HubBackup backup)
    {
        if (Drill)
        {
            RunDrill(backup);
        }
        else if (TryRun((work, token) => ReadAsync(backup, work, token), out HubBackupTest? test, About(HubRunOperation.Test, backup)))
        {
            WriteObject(test);
        }
    }

    private void RunDrill(HubBackup backup)
    {
        string target = string.Format(CultureInfo.CurrentCulture, Strings.ThrowawayOnServer, Connection);
        if (!ShouldProcess(target, string.Format(CultureInfo.CurrentCulture, Strings.DrillOf, backup.Name)))
        {
            return;
        }

        DrillOperation operation = new(Connection, DatabaseServer, async (version, token) => await ClientAsync(version, token));
        RunSubject about = About(HubRunOperation.Drill, backup, Connection.ToString());
        if (TryRun((work, token) => DrillAsync(operation, backup, work, token), out HubBackupTest? test, about))
        {
            WriteObject(test);
        }
    }

    private Task<HubBackupTest> ReadAsync(HubBackup backup, WorkContext work, CancellationToken token) => backup.Remote is null
        ? TestOperation.RunAsync(backup, Reading(work), token)
        : RemoteTestOperation.ReadAsync(Remote.StoreOf(backup), backup, Reading(work), token);

    private Task<HubBackupTest> DrillAsync(DrillOperation operation, HubBackup backup, WorkContext work, CancellationToken token) => backup.Remote is null
        ? operation.RunAsync(Request(backup), Reading(work), token)
        : RemoteTestOperation.DrillAsync(
            Remote.StoreOf(backup), backup, Folder, fetched => operation.RunAsync(Request(fetched), Reading(work), token), Reading(work), token);

    private DrillRequest Request(HubBackup backup) => new()
    {
        Backup = backup,
        Assertions = Assert,
        Jobs = Jobs,
        MaintenanceDatabase = Settings.MaintenanceDatabase,
        TrustSource = TrustSource,
        AssumeRoom = AssumeRoom,
    };
}
