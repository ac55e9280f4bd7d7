using System.Management.Automation;

namespace HubChantier.Backup.Commands.Errors;

/// <summary>Turns a failure into the error record that a person sees: id, category, target, sentence and advice. The only place that does.</summary>
internal static class ErrorCatalogue
{
    /// <summary>The error record of a failure.</summary>
    public static ErrorRecord Record(BackupException exception)
        => new(exception, exception.Failure.ToString(), Category(exception.Failure), exception.Subject)
        {
            ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = Advice(exception.Failure) },
        };

    /// <summary>A failure as the log file has it: its id is the same in every language.</summary>
    public static string LogLine(BackupException exception) => $"ERROR {exception.Failure}: {exception.Message}";

    /// <summary>What to do about a failure, in the user's language.</summary>
    public static string Advice(BackupFailure failure)
        => Strings.ResourceManager.GetString("Advice" + failure, System.Globalization.CultureInfo.CurrentUICulture)
            ?? throw new ArgumentOutOfRangeException(nameof(failure), failure, message: null);

    /// <summary>PowerShell's category of a failure.</summary>
    public static ErrorCategory Category(BackupFailure failure) => failure switch
    {
        BackupFailure.SettingInvalid or BackupFailure.TargetNameInvalid or BackupFailure.TooManyBackups
            or BackupFailure.WrongDatabase or BackupFailure.ComposeInvalid or BackupFailure.ScheduleInvalid => ErrorCategory.InvalidArgument,
        BackupFailure.ClientProgramMissing => ErrorCategory.NotInstalled,
        BackupFailure.ServerUnreachable or BackupFailure.ServiceNotRunning or BackupFailure.SnapshotLost => ErrorCategory.ConnectionError,
        BackupFailure.AuthenticationFailed => ErrorCategory.AuthenticationError,
        BackupFailure.DatabaseMissing or BackupFailure.RoleMissing or BackupFailure.BackupNotFound or BackupFailure.TableMissing or BackupFailure.RestoreNotFound
            or BackupFailure.GlobalsMissing or BackupFailure.ScheduleNotFound => ErrorCategory.ObjectNotFound,
        BackupFailure.PermissionDenied or BackupFailure.FolderNotWritable => ErrorCategory.PermissionDenied,
        BackupFailure.QueryFailed or BackupFailure.DumpFailed or BackupFailure.LoadFailed => ErrorCategory.FromStdErr,
        BackupFailure.ServerMismatch or BackupFailure.LastGoodBackup or BackupFailure.ConfirmationNeeded or BackupFailure.RoomUnknown
            or BackupFailure.ReplicationInTheWay or BackupFailure.DatabaseChanged or BackupFailure.SwapUnknown or BackupFailure.ScriptFailed
            or BackupFailure.InPlaceRefused => ErrorCategory.InvalidOperation,
        BackupFailure.DumpIncomplete or BackupFailure.NotABackup or BackupFailure.ManifestInvalid or BackupFailure.ChecksumMismatch
            or BackupFailure.ArchiveCorrupt or BackupFailure.ContentMismatch or BackupFailure.VerificationFailed => ErrorCategory.InvalidData,
        BackupFailure.HostileDump or BackupFailure.TrustNeeded or BackupFailure.ForeignBackup
            or BackupFailure.IdentityNeeded or BackupFailure.IdentityMismatch => ErrorCategory.SecurityError,
        BackupFailure.LockHeld or BackupFailure.LockLost or BackupFailure.BackupInUse or BackupFailure.TableLocked
            or BackupFailure.SessionsInTheWay => ErrorCategory.ResourceBusy,
        BackupFailure.TimedOut => ErrorCategory.OperationTimeout,
        BackupFailure.DiskFull => ErrorCategory.ResourceUnavailable,
        BackupFailure.TargetExists or BackupFailure.NameTaken or BackupFailure.ScheduleForeign => ErrorCategory.ResourceExists,
        BackupFailure.VersionTooOld or BackupFailure.ExtensionMissing or BackupFailure.LocaleMissing => ErrorCategory.NotInstalled,
        BackupFailure.S3HostUnknown or BackupFailure.S3Unreachable or BackupFailure.S3ConnectionLost => ErrorCategory.ConnectionError,
        BackupFailure.S3TlsFailed => ErrorCategory.SecurityError,
        BackupFailure.S3TimedOut => ErrorCategory.OperationTimeout,
        BackupFailure.S3ServerError or BackupFailure.S3Archived => ErrorCategory.ResourceUnavailable,
        BackupFailure.S3Throttled => ErrorCategory.LimitsExceeded,
        BackupFailure.S3KeyMissing or BackupFailure.S3KeyRefused or BackupFailure.S3TokenExpired => ErrorCategory.AuthenticationError,
        BackupFailure.S3AccessDenied or BackupFailure.S3Locked => ErrorCategory.PermissionDenied,
        BackupFailure.S3BucketMissing => ErrorCategory.ObjectNotFound,
        BackupFailure.S3ClockSkewed or BackupFailure.S3Refused => ErrorCategory.InvalidOperation,
        BackupFailure.S3RegionWrong => ErrorCategory.InvalidArgument,
        BackupFailure.S3Mismatch => ErrorCategory.InvalidData,
        BackupFailure.S3NameTaken => ErrorCategory.ResourceExists,
        BackupFailure.CopyMissing => ErrorCategory.NotSpecified,
        BackupFailure.Cancelled or BackupFailure.Declined => ErrorCategory.OperationStopped,
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, message: null),
    };
}
