namespace HubChantier.Backup.Notifications;

/// <summary>Which channel is told what.</summary>
public static class NoticeRules
{
    /// <summary>Whether a channel is to be told.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="status">The news.</param>
    /// <param name="isRun">Whether it is about a run. A ping says that a run took place: a look at health must not be taken for one.</param>
    /// <param name="tellsSuccess">Whether people want to hear of success, too.</param>
    public static bool IsTold(HubNotificationChannel channel, HubNotificationStatus status, bool isRun, bool tellsSuccess) => status switch
    {
        HubNotificationStatus.Test => true,
        // A ping says yes or no.
        HubNotificationStatus.Warning => channel != HubNotificationChannel.Ping,
        _ when channel == HubNotificationChannel.Ping => isRun,
        HubNotificationStatus.Started => false,
        HubNotificationStatus.Succeeded => tellsSuccess,
        _ => true,
    };

    /// <summary>The backups that failed before one that succeeded, since the success before it; none where it does not end a row of failures.</summary>
    /// <param name="runs">The journal's runs, of all databases.</param>
    /// <param name="backup">The backup that succeeded.</param>
    /// <returns>The failed runs, oldest first.</returns>
    public static IReadOnlyList<HubRun> FailuresBefore(IEnumerable<HubRun> runs, HubBackup backup)
    {
        HubRun[] backups = [.. runs
            .Where(run => run.Operation == HubRunOperation.Backup && run.Database == backup.Database && run.Source == backup.Source)
            .OrderBy(run => run.Finished)];
        int made = Array.FindLastIndex(backups, run => run.Result == HubRunResult.Succeeded && run.BackupName == backup.Name);
        return made < 0
            ? []
            : [.. backups[..made].Reverse().TakeWhile(run => run.Result != HubRunResult.Succeeded).Reverse().Where(run => run.Result == HubRunResult.Failed)];
    }
}
