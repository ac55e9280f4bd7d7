using HubChantier.Backup.Journal;

namespace HubChantier.Backup.Operations;

/// <summary>What became of sending a backup.</summary>
/// <param name="Backup">The backup with its copies, the failed one too.</param>
/// <param name="Failure">Why there is no copy; null where there is one.</param>
public sealed record SendResult(HubBackup Backup, BackupException? Failure) : IRunResult;
