namespace HubChantier.Backup;

/// <summary>Which exit code belongs to which failure.</summary>
internal static class ExitCodes
{
    public static BackupExitCode Of(BackupFailure failure) => failure switch
    {
        BackupFailure.SettingInvalid or BackupFailure.ClientProgramMissing or BackupFailure.FolderNotWritable
            or BackupFailure.ComposeInvalid
            or BackupFailure.BackupNotFound or BackupFailure.NotABackup or BackupFailure.TrustNeeded
            or BackupFailure.IdentityNeeded or BackupFailure.IdentityMismatch
            or BackupFailure.LastGoodBackup or BackupFailure.TooManyBackups or BackupFailure.TargetExists
            or BackupFailure.TargetNameInvalid or BackupFailure.WrongDatabase or BackupFailure.ForeignBackup
            or BackupFailure.RoomUnknown or BackupFailure.RestoreNotFound or BackupFailure.ConfirmationNeeded
            or BackupFailure.NameTaken or BackupFailure.InPlaceRefused or BackupFailure.TableMissing
            or BackupFailure.GlobalsMissing or BackupFailure.ScheduleInvalid or BackupFailure.ScheduleForeign
            or BackupFailure.ScheduleNotFound => BackupExitCode.Settings,
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
        BackupFailure.S3HostUnknown or BackupFailure.S3Unreachable or BackupFailure.S3TlsFailed or BackupFailure.S3ConnectionLost
            or BackupFailure.S3TimedOut or BackupFailure.S3ServerError or BackupFailure.S3Throttled or BackupFailure.S3KeyMissing
            or BackupFailure.S3KeyRefused or BackupFailure.S3TokenExpired or BackupFailure.S3AccessDenied or BackupFailure.S3BucketMissing
            or BackupFailure.S3ClockSkewed or BackupFailure.S3RegionWrong or BackupFailure.S3Refused or BackupFailure.S3Mismatch
            or BackupFailure.S3NameTaken or BackupFailure.S3Locked or BackupFailure.S3Archived or BackupFailure.CopyMissing => BackupExitCode.OffSite,
        BackupFailure.Cancelled or BackupFailure.Declined => BackupExitCode.Cancelled,
        BackupFailure.ScriptFailed => BackupExitCode.Internal,
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, message: null),
    };
}
