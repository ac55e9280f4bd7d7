using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Setup;

/// <summary>A real file in the folder of the backups: made, flushed to disk, renamed, removed.</summary>
internal sealed class FolderCheck() : SetupCheck(HubSetupCategory.Folder, Id, EnvFileCheck.Setting, nameof(BackupSettings.BackupDirectory))
{
    public const string Id = "FolderWritable";

    public override Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token) => Task.FromResult(Look(ground));

    private static SetupFinding Look(SetupGround ground)
    {
        if (!ground.Request.MayWriteFolder)
        {
            return SetupFinding.Skipped(Strings.SetupNotAllowed);
        }

        string folder = ground.Settings.BackupDirectory;
        try
        {
            return SetupFinding.Passed(FolderProbe.Try(folder) ? Strings.SetupFolder : Strings.SetupFolderWillBeMade, folder);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.FolderNotWritable)
        {
            return SetupFinding.Failed(Make(ground), "{0}", exception.Message);
        }
    }

    /// <summary>Makes it, with owner and mode; one that is there gets both.</summary>
    private static string Make(SetupGround ground) => OperatingSystem.IsWindows()
        ? ground.Request.Advice(BackupFailure.FolderNotWritable)
        : $"{Shell.Sudo}install -d -m 0700 -o {Shell.Quote(Environment.UserName)} {Shell.Quote(ground.Settings.BackupDirectory)}\n"
            + SetupFinding.Format(Strings.SetupFolderAdvice, ground.WhereIs(nameof(BackupSettings.BackupDirectory)));
}
