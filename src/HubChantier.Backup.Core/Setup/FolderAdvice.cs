using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Setup;

/// <summary>What to do about a folder.</summary>
internal static class FolderAdvice
{
    /// <summary>Makes it, with owner and mode; one that is there gets both.</summary>
    public static string Make(SetupGround ground) => OperatingSystem.IsWindows()
        ? ground.Request.Advice(BackupFailure.FolderNotWritable)
        : $"{Shell.Sudo}install -d -m 0700 -o {Shell.Quote(Environment.UserName)} {Shell.Quote(ground.Settings.BackupDirectory)}\n"
            + SetupFinding.Format(Strings.SetupFolderAdvice, ground.WhereIs(nameof(BackupSettings.BackupDirectory)));
}
