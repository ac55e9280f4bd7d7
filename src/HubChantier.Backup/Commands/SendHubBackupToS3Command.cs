using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Commands.Binding;
using HubChantier.Backup.Commands.Completion;
using HubChantier.Backup.Commands.Views;
using HubChantier.Backup.Operations;

namespace HubChantier.Backup.Commands;

/// <summary>Sends backups to a bucket of an S3-compatible service, what is missing there, and passes them on.</summary>
[Cmdlet(VerbsCommunications.Send, "HubBackupToS3", SupportsShouldProcess = true, DefaultParameterSetName = BackupInputs.ByPath)]
[OutputType(typeof(HubBackup))]
public sealed class SendHubBackupToS3Command : BackupInputCommand
{
    private SendOperation? _operation;

    /// <summary>Storage class of the data file, as the service names it; else the bucket's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StorageClassCompleter))]
    public string? StorageClass { get; set; }

    /// <summary>Encryption by the service; else the bucket's own.</summary>
    [Parameter]
    [ValidateSet("AES256", "aws:kms")]
    public string? ServerSideEncryption { get; set; }

    /// <summary>The key of aws:kms; else the account's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KmsKeyId { get; set; }

    /// <summary>How the bucket keeps everybody from removing what is sent.</summary>
    [Parameter]
    [ValidateSet("GOVERNANCE", "COMPLIANCE")]
    public string? ObjectLockMode { get; set; }

    /// <summary>Days for which it does.</summary>
    [Parameter]
    [ValidateRange(1, 36_500)]
    public int ObjectLockDays { get; set; }

    /// <summary>Sends also what is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if ((ObjectLockMode is null) != (ObjectLockDays == 0))
        {
            Fail(new BackupException(BackupFailure.SettingInvalid, Strings.LockModeAndDays, subject: nameof(ObjectLockMode)));
        }

        if (KmsKeyId is not null && ServerSideEncryption != "aws:kms")
        {
            Fail(new BackupException(BackupFailure.SettingInvalid, Strings.KeyWithoutKms, subject: nameof(KmsKeyId)));
        }

        _operation = Run((_, _) => Task.FromResult(new SendOperation(Remote.Store, new SendRequest
        {
            Prefix = Remote.Prefix,
            StorageClass = StorageClass,
            ServerSideEncryption = ServerSideEncryption,
            KmsKeyId = KmsKeyId,
            LockMode = ObjectLockMode,
            LockDays = ObjectLockDays,
            Force = Force,
        })));
    }

    private protected override void ProcessBackup(HubBackup backup)
    {
        string target = string.Format(CultureInfo.CurrentCulture, Strings.BucketOnService, Remote.Store.Bucket, Remote.Store.Endpoint);
        if (!ShouldProcess(target, string.Format(CultureInfo.CurrentCulture, Strings.SendBackup, backup.Name, ByteSize.Text(backup.Length))))
        {
            return;
        }

        SendResult result = Run((work, token) => _operation!.RunAsync(backup, work.Operation, token), About(HubRunOperation.Upload, backup, Remote.Url));
        // First, so that the next place is tried although this one failed.
        WriteObject(result.Backup);
        if (result.Failure is not null)
        {
            WriteFailure(result.Failure);
        }
    }
}
