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

    /// <summary>The run was stopped: Ctrl+C, SIGTERM, SIGHUP, a time-out of the caller.</summary>
    Cancelled,
}
