using System.Text.Json.Serialization;

namespace HubChantier.Backup;

/// <summary>One backup of one database: what its manifest says, and where it lies.</summary>
/// <remarks>
/// Immutable: a cmdlet that changes a backup emits a fresh object. The properties without
/// <see cref="JsonIgnoreAttribute"/> are, in snake case, the manifest's own (docs/manifest.schema.json). A list that a manifest lacks is
/// empty, never null: the serializer hands null over for what is not there.
/// </remarks>
public sealed class HubBackup
{
    /// <summary>The version of the manifest's schema that this module writes.</summary>
    public const int CurrentSchema = 1;

    private IReadOnlyList<HubCopy> _copies = [];
    private IReadOnlyList<HubVerification> _verifications = [];

    /// <summary>What follows the data file's name in that of the file of owners and grants.</summary>
    internal const string AccessExtension = ".access.sql";

    /// <summary>What follows the data file's name in that of the file of the server's roles.</summary>
    internal const string GlobalsExtension = ".globals.sql";

    /// <summary>What follows the name of a file that is encrypted.</summary>
    internal const string EncryptedExtension = ".age";

    /// <summary>Version of the manifest's schema; 0 for a <see cref="HubBackupState.Legacy"/> file, which has no manifest.</summary>
    public required int Schema { get; init; }

    /// <summary>Identity of the backup, the same for all its copies.</summary>
    public required Guid Id { get; init; }

    /// <summary>Name of the data file, without its folder: <c>hub_chantier_backup_20260208_030000.sql.gz</c>.</summary>
    [JsonPropertyName("file")]
    public required string Name { get; init; }

    /// <summary>Why the backup was made: by a schedule, by a person, or as the safety net of a restore.</summary>
    public required HubBackupKind Kind { get; init; }

    /// <summary>What the person or script that made it had to say about it, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>Name of the database.</summary>
    public required string Database { get; init; }

    /// <summary>Name of the source, for hosts that share a folder or a bucket (BACKUP_SOURCE).</summary>
    public required string Source { get; init; }

    /// <summary>The server as it was at the moment of the dump; null for a legacy file.</summary>
    public HubServer? Server { get; init; }

    /// <summary>Owner, grants, settings and comment of the database itself; null for a legacy file and in manifests of earlier versions.</summary>
    public HubDatabaseIdentity? Identity { get; init; }

    /// <summary>The program that wrote the dump, with its options; null for a legacy file.</summary>
    public HubDumpProgram? Dump { get; init; }

    /// <summary>When the dump began, UTC. Of a legacy file: the time in its name, read as local time.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When the data file was complete on disk, UTC; null for a legacy file.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>How the data file is compressed; gzip where a manifest does not say.</summary>
    public HubCompression Compression { get; init; }

    /// <summary>How its files are encrypted, and for whom; null where they are not.</summary>
    public HubEncryption? Encryption { get; init; }

    /// <summary>Length of the data file, in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Length of the SQL inside, in bytes; null where it was never counted.</summary>
    public long? UncompressedLength { get; init; }

    /// <summary>Size of the database on the server's disk at the time, with its indexes, in bytes; null where it was not asked.</summary>
    public long? DatabaseSize { get; init; }

    /// <summary>SHA-256 of the data file, 64 lower-case hexadecimal digits; null for a legacy file.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The tables whose rows the dump holds, counted from the dump's own stream.</summary>
    public IReadOnlyList<HubTable> Tables { get; init => field = value ?? []; } = [];

    /// <summary>The sequences and the values the dump sets them to.</summary>
    public IReadOnlyList<HubSequence> Sequences { get; init => field = value ?? []; } = [];

    /// <summary>The file of owners and grants beside the data file; null where there is none.</summary>
    public HubAccessFile? Access { get; init; }

    /// <summary>The file of the server's roles beside the data file; null where none was asked for.</summary>
    public HubGlobalsFile? Globals { get; init; }

    /// <summary>The extensions of the database, with their versions.</summary>
    public IReadOnlyList<HubExtension> Extensions { get; init => field = value ?? []; } = [];

    /// <summary>The large objects in the dump, counted and sized.</summary>
    public HubLargeObjects LargeObjects { get; init => field = value ?? new(); } = new();

    /// <summary>Each time somebody proved, or failed to prove, that the backup is good.</summary>
    public IReadOnlyList<HubVerification> Verifications
    {
        get => _verifications;
        init => _verifications = value ?? [];
    }

    /// <summary>The copies in buckets, each place once, with what became of the last upload there.</summary>
    public IReadOnlyList<HubCopy> Copies
    {
        get => _copies;
        // The generated reader gives null for what a manifest of an earlier version has not.
        init => _copies = value ?? [];
    }

    /// <summary>Whether retention must keep it until it is unpinned.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Pinned { get; init; }

    /// <summary>Until when retention must keep it; null where nobody asked.</summary>
    public DateTimeOffset? KeepUntil { get; init; }

    /// <summary>What makes it unlike the backups before it; null where nothing does.</summary>
    public HubAbnormality? Abnormal { get; init; }

    /// <summary>Whether the backup is whole, and who vouches for it.</summary>
    [JsonIgnore]
    public HubBackupState State { get; private set; } = HubBackupState.Complete;

    /// <summary>Absolute path of the data file; of a backup in a bucket its address, <c>s3://bucket/key</c>.</summary>
    [JsonIgnore]
    public string FullName { get; private set; } = "";

    /// <summary>The copy that this object stands for; null for a backup on this machine.</summary>
    [JsonIgnore]
    public HubCopy? Remote { get; private set; }

    /// <summary>Absolute path of the manifest, whether there is one or not; of a backup in a bucket its address.</summary>
    [JsonIgnore]
    public string ManifestPath => FullName + ".json";

    /// <summary>Whether its files can be read only with the private key of one of its recipients.</summary>
    [JsonIgnore]
    public bool Encrypted => Encryption is not null;

    /// <summary>The public keys for which it is encrypted; empty where it is not.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Recipients => Encryption?.Recipients ?? [];

    /// <summary>Absolute path of the file of owners and grants; null where there is none.</summary>
    [JsonIgnore]
    public string? AccessPath => Access is null ? null : FullName + SideExtension(AccessExtension, Encrypted);

    /// <summary>Absolute path of the file of the server's roles; null where there is none.</summary>
    [JsonIgnore]
    public string? GlobalsPath => Globals is null ? null : FullName + SideExtension(GlobalsExtension, Encrypted);

    /// <summary>Rows in all tables of the dump; null where they were never counted.</summary>
    [JsonIgnore]
    public long? Rows => Schema == 0 ? null : Tables.Sum(table => table.Rows);

    /// <summary>Time since the dump began.</summary>
    [JsonIgnore]
    public TimeSpan Age => DateTimeOffset.UtcNow - Started;

    /// <summary>How long the backup took; null for a legacy file.</summary>
    [JsonIgnore]
    public TimeSpan? Duration => Finished - Started;

    /// <summary>Whether it may be the newest good one: complete, no safety backup, and not abnormal unless somebody accepted that.</summary>
    [JsonIgnore]
    public bool IsNormal => State == HubBackupState.Complete && Kind != HubBackupKind.Safety && Abnormal is null or { Accepted: true };

    /// <summary>Whether it is of a database and a source. Without a manifest a name tells no source, and that of a safety backup no database.</summary>
    public bool IsOf(string database, string source) => Schema == 0
        ? Database == database || Database.Length == 0
        : Database == database && Source == source;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The same backup with what a listing of a bucket has shown: its copy there, or that there is none; and what was proven of the copy.</summary>
    internal HubBackup WithListed(HubBackup? remote, string endpoint, string bucket)
    {
        HubCopy? listed = remote?.Remote;
        // What the manifest says of a copy that is there is more than a listing tells.
        HubCopy? known = Copies.FirstOrDefault(copy => listed is not null && copy.IsAt(listed) && copy.Exists);
        HubBackup merged = (HubBackup)MemberwiseClone();
        merged._copies =
        [
            .. Copies.Where(copy => !copy.IsAt(endpoint, bucket) || !copy.Exists).Where(copy => listed is null || !copy.IsAt(listed)),
            .. known is not null ? [known] : listed is not null ? [listed] : Array.Empty<HubCopy>(),
        ];
        merged._verifications = [.. Verifications.Concat(remote?.Verifications ?? []).DistinctBy(proof => (proof.Finished, proof.Kind)).OrderBy(proof => proof.Finished)];
        return merged;
    }

    /// <summary>The same backup in a bucket.</summary>
    internal HubBackup At(HubCopy copy, HubBackupState state)
    {
        HubBackup remote = At(copy.Url, state);
        remote.Remote = copy;
        return remote;
    }

    /// <summary>What follows the data file's name in that of a file beside it, which is encrypted with it.</summary>
    internal static string SideExtension(string extension, bool encrypted) => extension + (encrypted ? EncryptedExtension : "");

    /// <summary>The same backup at a place.</summary>
    internal HubBackup At(string fullName, HubBackupState state)
    {
        HubBackup copy = (HubBackup)MemberwiseClone();
        copy.FullName = fullName;
        copy.State = state;
        copy.Remote = null;
        return copy;
    }
}
