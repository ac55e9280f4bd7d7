namespace HubChantier.Backup.Journal;

/// <summary>What an operation gives that hands its failure over instead of throwing it, so that the journal sees it all the same.</summary>
public interface IRunResult
{
    /// <summary>The backup that it gave or used.</summary>
    HubBackup Backup { get; }

    /// <summary>Why it was not done; null where it was.</summary>
    BackupException? Failure { get; }
}
