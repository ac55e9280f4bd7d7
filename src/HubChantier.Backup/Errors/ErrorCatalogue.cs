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
            or BackupFailure.WrongDatabase or BackupFailure.ComposeInvalid => ErrorCategory.InvalidArgument,
        BackupFailure.ClientProgramMissing => ErrorCategory.NotInstalled,
        BackupFailure.ServerUnreachable or BackupFailure.ServiceNotRunning or BackupFailure.SnapshotLost => ErrorCategory.ConnectionError,
        BackupFailure.AuthenticationFailed => ErrorCategory.AuthenticationError,
        BackupFailure.DatabaseMissing or BackupFailure.RoleMissing or BackupFailure.BackupNotFound or BackupFailure.TableMissing or BackupFailure.RestoreNotFound => ErrorCategory.ObjectNotFound,
        BackupFailure.PermissionDenied or BackupFailure.FolderNotWritable => ErrorCategory.PermissionDenied,
        BackupFailure.QueryFailed or BackupFailure.DumpFailed or BackupFailure.LoadFailed => ErrorCategory.FromStdErr,
        BackupFailure.ServerMismatch or BackupFailure.LastGoodBackup or BackupFailure.ConfirmationNeeded or BackupFailure.RoomUnknown
            or BackupFailure.ReplicationInTheWay or BackupFailure.DatabaseChanged or BackupFailure.SwapUnknown or BackupFailure.ScriptFailed
            or BackupFailure.InPlaceRefused => ErrorCategory.InvalidOperation,
        BackupFailure.DumpIncomplete or BackupFailure.NotABackup or BackupFailure.ManifestInvalid or BackupFailure.ChecksumMismatch
            or BackupFailure.ArchiveCorrupt or BackupFailure.ContentMismatch or BackupFailure.VerificationFailed => ErrorCategory.InvalidData,
        BackupFailure.HostileDump or BackupFailure.TrustNeeded or BackupFailure.ForeignBackup => ErrorCategory.SecurityError,
        BackupFailure.LockHeld or BackupFailure.LockLost or BackupFailure.BackupInUse or BackupFailure.TableLocked
            or BackupFailure.SessionsInTheWay => ErrorCategory.ResourceBusy,
        BackupFailure.TimedOut => ErrorCategory.OperationTimeout,
        BackupFailure.DiskFull => ErrorCategory.ResourceUnavailable,
        BackupFailure.TargetExists => ErrorCategory.ResourceExists,
        BackupFailure.VersionTooOld or BackupFailure.ExtensionMissing or BackupFailure.LocaleMissing => ErrorCategory.NotInstalled,
        BackupFailure.Cancelled or BackupFailure.Declined => ErrorCategory.OperationStopped,
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, message: null),
    };
}
