namespace HubChantier.Backup;

/// <summary>
/// What can go wrong. A member's name is the error's id (<c>FullyQualifiedErrorId</c>): scripts depend on it, so it never
/// changes once released. docs/en-US/about_HubBackup_Errors.md says of each what it means and what to do.
/// </summary>
public enum BackupFailure
{
    /// <summary>A setting's value does not parse or is not allowed.</summary>
    SettingInvalid,

    /// <summary>No program that can dump or load this server was found.</summary>
    ClientProgramMissing,

    /// <summary>Docker Compose cannot read its files, or they have no such service.</summary>
    ComposeInvalid,

    /// <summary>The database's container is not running.</summary>
    ServiceNotRunning,

    /// <summary>The server does not answer.</summary>
    ServerUnreachable,

    /// <summary>The server refused user or password.</summary>
    AuthenticationFailed,

    /// <summary>The server has no database of that name.</summary>
    DatabaseMissing,

    /// <summary>The role may not do what is needed.</summary>
    PermissionDenied,

    /// <summary>A question to the server failed otherwise.</summary>
    QueryFailed,

    /// <summary>pg_dump and our own questions reached two different servers.</summary>
    ServerMismatch,

    /// <summary>The session that held the snapshot of the backup ended before pg_dump had taken it over.</summary>
    SnapshotLost,

    /// <summary>pg_dump ended with an error.</summary>
    DumpFailed,

    /// <summary>pg_dump ended well but its text is not whole.</summary>
    DumpIncomplete,

    /// <summary>A folder is missing and cannot be made, or may not be written.</summary>
    FolderNotWritable,

    /// <summary>The disk is full.</summary>
    DiskFull,

    /// <summary>No such backup.</summary>
    BackupNotFound,

    /// <summary>The file is not a backup: no manifest, and no name of the old scripts.</summary>
    NotABackup,

    /// <summary>A manifest cannot be read.</summary>
    ManifestInvalid,

    /// <summary>The file is not the one that its manifest describes.</summary>
    ChecksumMismatch,

    /// <summary>The compressed file is cut or damaged.</summary>
    ArchiveCorrupt,

    /// <summary>The SQL in the file does not hold what its manifest says.</summary>
    ContentMismatch,

    /// <summary>The dump holds commands that could harm this machine or slip out of the load.</summary>
    HostileDump,

    /// <summary>Nobody vouches for the file, and -TrustSource was not given.</summary>
    TrustNeeded,

    /// <summary>The backup is encrypted, and no identity was given.</summary>
    IdentityNeeded,

    /// <summary>None of the identities that were given opens the backup.</summary>
    IdentityMismatch,

    /// <summary>More than one backup was given where one is meant.</summary>
    TooManyBackups,

    /// <summary>The backup is of another database than the one to be restored.</summary>
    WrongDatabase,

    /// <summary>The backup is of another server than the one whose live database it would replace.</summary>
    ForeignBackup,

    /// <summary>Nobody knows whether the server's disk has room for a second copy.</summary>
    RoomUnknown,

    /// <summary>Logical replication would end with the live database's name.</summary>
    ReplicationInTheWay,

    /// <summary>Sessions or prepared transactions keep the live database from being renamed.</summary>
    SessionsInTheWay,

    /// <summary>The database is another one than when the plan was made.</summary>
    DatabaseChanged,

    /// <summary>The connection was lost in the moment of the change-over: which database is in service has to be looked up.</summary>
    SwapUnknown,

    /// <summary>No restore has kept such a database.</summary>
    RestoreNotFound,

    /// <summary>A script block of the user's threw.</summary>
    ScriptFailed,

    /// <summary>A confirmation is needed, and there is nobody to ask.</summary>
    ConfirmationNeeded,

    /// <summary>The person who was asked said no.</summary>
    Declined,

    /// <summary>A database of the target's name is there already.</summary>
    TargetExists,

    /// <summary>A name cannot be a database's.</summary>
    TargetNameInvalid,

    /// <summary>The dump needs a newer server or newer client programs.</summary>
    VersionTooOld,

    /// <summary>The server lacks a role that owners and grants of the backup name.</summary>
    RoleMissing,

    /// <summary>The backup was made without the file of roles.</summary>
    GlobalsMissing,

    /// <summary>The server lacks an extension that the backup needs.</summary>
    ExtensionMissing,

    /// <summary>The server cannot create a database of the backup's encoding or locale.</summary>
    LocaleMissing,

    /// <summary>psql refused a statement of the dump.</summary>
    LoadFailed,

    /// <summary>The backup has no such table, or more than one.</summary>
    TableMissing,

    /// <summary>The database cannot be restored in place: what is in it, what the dump asks for, or the role stands against it.</summary>
    InPlaceRefused,

    /// <summary>The loaded database is not what the backup promised.</summary>
    VerificationFailed,

    /// <summary>The backup is being tested, restored or sent.</summary>
    BackupInUse,

    /// <summary>The backup is the last good one of its database and source.</summary>
    LastGoodBackup,

    /// <summary>Another backup or restore of the same database is running.</summary>
    LockHeld,

    /// <summary>The lock against other runs was lost: the session that held it is gone, or a pooler changed it.</summary>
    LockLost,

    /// <summary>Somebody holds the lock of a table that pg_dump needs.</summary>
    TableLocked,

    /// <summary>The run took longer than it was allowed to.</summary>
    TimedOut,

    /// <summary>The name of the S3 service does not resolve.</summary>
    S3HostUnknown,

    /// <summary>The S3 service does not answer.</summary>
    S3Unreachable,

    /// <summary>The S3 service's certificate is not trusted, or TLS failed otherwise.</summary>
    S3TlsFailed,

    /// <summary>The connection to the S3 service broke off, again and again.</summary>
    S3ConnectionLost,

    /// <summary>The S3 service took or gave nothing for too long.</summary>
    S3TimedOut,

    /// <summary>The S3 service failed by its own fault.</summary>
    S3ServerError,

    /// <summary>The S3 service asks for fewer requests.</summary>
    S3Throttled,

    /// <summary>There are no keys for S3.</summary>
    S3KeyMissing,

    /// <summary>The S3 service does not know the access key, or the secret is wrong.</summary>
    S3KeyRefused,

    /// <summary>The session token of the S3 keys has expired.</summary>
    S3TokenExpired,

    /// <summary>The keys may not do this in the bucket.</summary>
    S3AccessDenied,

    /// <summary>There is no such bucket.</summary>
    S3BucketMissing,

    /// <summary>This machine's clock is not that of the S3 service.</summary>
    S3ClockSkewed,

    /// <summary>The bucket lies in another region.</summary>
    S3RegionWrong,

    /// <summary>The S3 service refused a request otherwise.</summary>
    S3Refused,

    /// <summary>What the S3 service has is not what was sent, or what came is not what the manifest says.</summary>
    S3Mismatch,

    /// <summary>The bucket has an object of this name that is another backup's.</summary>
    S3NameTaken,

    /// <summary>The bucket lets nobody remove the object yet.</summary>
    S3Locked,

    /// <summary>The object lies in an archived storage class and cannot be read yet.</summary>
    S3Archived,

    /// <summary>The backup was made, its copy in S3 was not.</summary>
    CopyMissing,

    /// <summary>The folder has a file of this name that is another backup's, or damaged.</summary>
    NameTaken,

    /// <summary>A schedule cannot be as it was asked for: its time, its name, or systemd refuses it.</summary>
    ScheduleInvalid,

    /// <summary>A file of the schedule's name is somebody else's.</summary>
    ScheduleForeign,

    /// <summary>There is no schedule of this name.</summary>
    ScheduleNotFound,

    /// <summary>The run was stopped: Ctrl+C, SIGTERM, SIGHUP, a time-out of the caller.</summary>
    Cancelled,
}
