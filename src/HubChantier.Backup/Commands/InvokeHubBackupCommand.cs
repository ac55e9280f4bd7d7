using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Operations;
using HubChantier.Backup.Retention;

namespace HubChantier.Backup.Commands;

/// <summary>Makes one backup of the database.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "HubBackup", SupportsShouldProcess = true)]
[OutputType(typeof(HubBackup))]
public sealed class InvokeHubBackupCommand : ServerStoreCommand
{
    /// <summary>Why the backup is made: by a schedule or by hand.</summary>
    [Parameter]
    [ValidateSet(nameof(HubBackupKind.Manual), nameof(HubBackupKind.Scheduled))]
    public HubBackupKind Kind { get; set; } = HubBackupKind.Manual;

    /// <summary>What there is to say about this backup; kept in its manifest.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    /// <summary>Writes the server's roles and tablespaces into a file beside the backup.</summary>
    [Parameter]
    public SwitchParameter IncludeGlobals { get; set; }

    /// <summary>Seconds to wait for another run on the same database.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int LockTimeoutSeconds { get; set; }

    /// <summary>Seconds that pg_dump waits for the lock of a table that somebody holds.</summary>
    [Parameter]
    [ValidateRange(1, 86_400)]
    public int TableLockTimeoutSeconds { get; set; } = 60;

    /// <summary>Seconds that the whole may take; without it as long as it takes.</summary>
    [Parameter]
    [ValidateRange(1, 604_800)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>How the data file is compressed.</summary>
    [Parameter]
    public HubCompression Compression { get; set; } = HubCompression.Gzip;

    /// <summary>The level, from fast and large to slow and small; without it the compression's own.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? CompressionLevel { get; set; }

    /// <summary>Public keys of age, age1…, for which the backup is encrypted; else BACKUP_AGE_RECIPIENT, else it is not.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Recipient { get; set; }

    /// <summary>Days kept by the rotation afterwards; else BACKUP_RETENTION_DAYS, else 7.</summary>
    [Parameter]
    public int? RetentionDays { get; set; }

    /// <summary>Good backups that the rotation keeps however old they are; else BACKUP_MINIMUM_KEEP, else 3.</summary>
    [Parameter]
    public int? MinimumKeep { get; set; }

    /// <summary>Removes no expired backups afterwards.</summary>
    [Parameter]
    public SwitchParameter SkipRotation { get; set; }

    /// <summary>Sends the backup to the bucket that the settings name; the backup stays if that fails.</summary>
    [Parameter]
    public SwitchParameter UploadToS3 { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (UploadToS3)
        {
            // A bucket that is not set is said before the dump, not after it.
            Run((_, _) => Task.FromResult(Remote.Store));
        }
    }

    /// <inheritdoc/>
    private protected override Dictionary<string, object?> SettingParameters()
    {
        Dictionary<string, object?> parameters = base.SettingParameters();
        parameters[nameof(Recipient)] = Recipient;
        parameters[nameof(RetentionDays)] = RetentionDays;
        parameters[nameof(MinimumKeep)] = MinimumKeep;
        return parameters;
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string target = string.Format(CultureInfo.CurrentCulture, Strings.DatabaseOnServer, Settings.Database, Connection);
        if (!ShouldProcess(target, string.Format(CultureInfo.CurrentCulture, Strings.BackUpInto, Settings.BackupDirectory)))
        {
            return;
        }

        BackupRequest request = new()
        {
            Database = Settings.Database,
            Source = Settings.Source,
            Kind = Kind,
            Reason = Reason,
            Folder = Settings.BackupDirectory,
            IncludeGlobals = IncludeGlobals,
            MaintenanceDatabase = Settings.MaintenanceDatabase,
            LockTimeout = TimeSpan.FromSeconds(LockTimeoutSeconds),
            TableLockTimeout = TimeSpan.FromSeconds(TableLockTimeoutSeconds),
            Timeout = TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Compression = Compression,
            CompressionLevel = CompressionLevel,
            Recipients = Settings.Recipients,
        };
        BackupOperation operation = new(Connection, DatabaseServer, async (version, token) => await ClientAsync(version, token));
        HubBackup backup = Run((work, token) => operation.RunAsync(request, work.Operation, token), About(HubRunOperation.Backup));
        RetentionPolicy policy = new() { RetentionDays = Settings.RetentionDays, MinimumKeep = Settings.MinimumKeep };
        List<BackupException> failures = SkipRotation
            ? []
            :
            [
                .. Run(
                    (work, token) => Rotation.RunAsync(Folder, policy, Settings.Database, Settings.Source, work.Operation, token),
                    About(HubRunOperation.Rotation)),
            ];
        if (UploadToS3)
        {
            SendResult sent = Run(
                (work, token) => new SendOperation(Remote.Store, new SendRequest { Prefix = Remote.Prefix }).RunAsync(backup, work.Operation, token),
                About(HubRunOperation.Upload, backup, Remote.Url));
            backup = sent.Backup;
            if (sent.Failure is { } failure)
            {
                failures.Add(new BackupException(
                    BackupFailure.CopyMissing,
                    string.Format(CultureInfo.CurrentCulture, Strings.CopyMissing, backup.Name, Remote.Store.Bucket, failure.Message),
                    failure,
                    backup));
            }
        }

        // Last, because the rest of the pipeline runs inside this write; then what went wrong after the backup was made.
        WriteObject(backup);
        foreach (BackupException failure in failures)
        {
            WriteFailure(failure);
        }
    }
}
