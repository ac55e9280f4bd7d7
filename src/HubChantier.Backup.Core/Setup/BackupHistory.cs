using HubChantier.Backup.Catalogue;

namespace HubChantier.Backup.Setup;

/// <summary>The backups that count: complete and normal ones of this database and source.</summary>
internal static class BackupHistory
{
    /// <summary>Oldest first; none where there is no folder.</summary>
    public static IReadOnlyList<HubBackup> Of(SetupGround ground) =>
    [
        .. ground.Folder.List(unreadable: static _ => { }).Where(backup => backup.IsNormal && backup.IsOf(ground.Settings.Database, ground.Settings.Source)),
    ];

    /// <summary>Whole hours since a time.</summary>
    public static int HoursSince(SetupGround ground, DateTimeOffset time) => (int)(ground.Context.Time.GetUtcNow() - time).TotalHours;
}
