using HubChantier.Backup.Journal;

namespace HubChantier.Backup.Operations;

/// <summary>Says when the last backup run was that nobody stopped.</summary>
public static class LastBackupRun
{
    /// <summary>Looks into the journal. A run that failed counts: it was not missed, and trying again is the next one's part.</summary>
    /// <returns>When it began, or null if the journal has none of this database and source.</returns>
    public static DateTimeOffset? Find(RunJournal journal, string database, string source) => journal.Read().Runs
        .Where(run => run.Operation == HubRunOperation.Backup && run.Result != HubRunResult.Cancelled && run.Database == database && run.Source == source)
        .Max(run => (DateTimeOffset?)run.Started);
}
