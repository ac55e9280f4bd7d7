using System.Globalization;

namespace HubChantier.Backup.Catalogue;

/// <summary>The backups of one database and one source in a folder; another's are never "newest" here.</summary>
public sealed class BackupCatalogue
{
    private readonly BackupFolder _folder;
    private readonly string _database;
    private readonly string _source;

    /// <summary>Makes the catalogue; touches nothing.</summary>
    public BackupCatalogue(BackupFolder folder, string database, string source)
    {
        _folder = folder;
        _database = database;
        _source = source;
    }

    /// <summary>The newest backup that is complete and normal: neither a safety backup, nor an abnormal one that nobody accepted, nor a file that nobody vouches for.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.BackupNotFound"/>.</exception>
    public HubBackup Latest() => Latest(_folder.List(unreadable: static _ => { }), _folder.Path);

    /// <summary>As <see cref="Latest()"/>, among backups that were listed elsewhere, oldest first.</summary>
    /// <param name="backups">The backups.</param>
    /// <param name="place">Where they lie, for the error.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.BackupNotFound"/>.</exception>
    public HubBackup Latest(IReadOnlyList<HubBackup> backups, string place)
        => backups.LastOrDefault(backup => IsOurs(backup) && IsCandidate(backup))
            ?? throw new BackupException(
                BackupFailure.BackupNotFound,
                string.Format(CultureInfo.CurrentCulture, Strings.NoBackupYet, _database, _source, place),
                subject: place);

    /// <summary>The backups of this database and source that can be read, oldest first.</summary>
    public IReadOnlyList<HubBackup> List() => [.. _folder.List(unreadable: static _ => { }).Where(IsOurs)];

    /// <summary>Whether a backup is of this database and source. A legacy file's name tells no source, a safety backup's no database.</summary>
    public bool IsOurs(HubBackup backup) => backup.IsOf(_database, _source);

    /// <summary>Whether a backup may be the newest good one.</summary>
    public static bool IsCandidate(HubBackup backup) => backup.IsNormal;
}
