namespace HubChantier.Backup;

/// <summary>Which exit code belongs to which failure.</summary>
internal static class ExitCodes
{
    public static BackupExitCode Of(BackupFailure failure) => failure switch
    {
        BackupFailure.SettingInvalid or BackupFailure.ClientProgramMissing or BackupFailure.FolderNotWritable
            or BackupFailure.ComposeInvalid
            or BackupFailure.BackupNotFound or BackupFailure.NotABackup or BackupFailure.TrustNeeded
            or BackupFailure.LastGoodBackup or BackupFailure.TooManyBackups or BackupFailure.TargetExists
            or BackupFailure.TargetNameInvalid or BackupFailure.WrongDatabase or BackupFailure.ForeignBackup
            or BackupFailure.RoomUnknown or BackupFailure.RestoreNotFound or BackupFailure.ConfirmationNeeded
            or BackupFailure.InPlaceRefused or BackupFailure.TableMissing => BackupExitCode.Settings,
        BackupFailure.ServiceNotRunning or BackupFailure.ServerUnreachable or BackupFailure.AuthenticationFailed or BackupFailure.DatabaseMissing
            or BackupFailure.PermissionDenied or BackupFailure.QueryFailed or BackupFailure.ServerMismatch
            or BackupFailure.VersionTooOld or BackupFailure.RoleMissing or BackupFailure.ExtensionMissing or BackupFailure.LocaleMissing
            or BackupFailure.ReplicationInTheWay or BackupFailure.SessionsInTheWay or BackupFailure.DatabaseChanged
            or BackupFailure.SwapUnknown => BackupExitCode.Server,
        BackupFailure.DumpFailed or BackupFailure.SnapshotLost or BackupFailure.DumpIncomplete or BackupFailure.DiskFull
            or BackupFailure.TableLocked or BackupFailure.TimedOut => BackupExitCode.Dump,
        BackupFailure.ManifestInvalid or BackupFailure.ChecksumMismatch or BackupFailure.ArchiveCorrupt
            or BackupFailure.ContentMismatch or BackupFailure.HostileDump or BackupFailure.LoadFailed
            or BackupFailure.VerificationFailed => BackupExitCode.Verification,
        BackupFailure.LockHeld or BackupFailure.LockLost or BackupFailure.BackupInUse => BackupExitCode.Locked,
        BackupFailure.Cancelled or BackupFailure.Declined => BackupExitCode.Cancelled,
        BackupFailure.ScriptFailed => BackupExitCode.Internal,
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, message: null),
    };
}
