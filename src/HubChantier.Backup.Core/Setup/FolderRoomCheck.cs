using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Operations;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Setup;

/// <summary>Room for the next backup, by the last one's length or the database's size, and for as many as are kept.</summary>
internal sealed class FolderRoomCheck() : SetupCheck(HubSetupCategory.Folder, "FolderRoom", EnvFileCheck.Setting, nameof(BackupSettings.BackupDirectory))
{
    public override Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token) => Task.FromResult(Look(ground));

    private static SetupFinding Look(SetupGround ground)
    {
        string folder = ground.Settings.BackupDirectory;
        long free = FolderProbe.FreeBytes(folder);
        IReadOnlyList<HubBackup> backups = BackupHistory.Of(ground);
        HubBackup? last = backups.Count == 0 ? null : backups[^1];
        if (last is null && ground.DatabaseSize is null)
        {
            return SetupFinding.Skipped(Strings.SetupRoomUnknown, ByteSize.Text(free), folder);
        }

        long needed = BackupOperation.NeededBytes(last, ground.DatabaseSize ?? 0);
        string advice = SetupFinding.Format(
            Strings.SetupRoomAdvice, $"df -h {Shell.Quote(folder)}", ground.WhereIs(nameof(BackupSettings.BackupDirectory)), ground.WhereIs(nameof(BackupSettings.RetentionDays)));
        if (free < needed)
        {
            return SetupFinding.Failed(advice, Strings.SetupRoomSmall, ByteSize.Text(free), folder, ByteSize.Text(needed));
        }

        // One a day, and today's before the oldest goes; those that are there have their room already.
        long all = needed * (ground.Settings.RetentionDays + 1);
        return free + backups.Sum(backup => backup.Length) < all
            ? SetupFinding.Warning(advice, Strings.SetupRoomForFew, ByteSize.Text(free), folder, ByteSize.Text(needed), ground.Settings.RetentionDays)
            : SetupFinding.Passed(Strings.SetupRoom, ByteSize.Text(free), folder, ByteSize.Text(needed));
    }
}
