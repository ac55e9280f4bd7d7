namespace HubChantier.Backup.Journal;

/// <summary>What was read of a journal.</summary>
/// <param name="Runs">The runs, in the order in which they ended.</param>
/// <param name="UnreadableLines">Lines that say nothing: torn by a crash, or of a later version.</param>
public sealed record JournalReading(IReadOnlyList<HubRun> Runs, int UnreadableLines);
