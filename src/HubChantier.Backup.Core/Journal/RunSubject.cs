namespace HubChantier.Backup.Journal;

/// <summary>What a run is about, as far as it is known before it begins.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Database">The database.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="Backup">The backup it uses, or null.</param>
/// <param name="Target">Where besides the folder, without a secret: server and database, the place of a copy; or null.</param>
public sealed record RunSubject(HubRunOperation Operation, string Database, string Source, HubBackup? Backup = null, string? Target = null);
