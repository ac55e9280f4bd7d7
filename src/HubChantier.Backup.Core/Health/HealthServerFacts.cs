namespace HubChantier.Backup.Health;

/// <summary>The databases that restores of one database have left on its server.</summary>
/// <param name="Unfinished">Names of those whose run is gone without an end.</param>
/// <param name="Kept">Those that were set aside.</param>
public sealed record HealthServerFacts(IReadOnlyList<string> Unfinished, IReadOnlyList<HubKeptDatabase> Kept);
