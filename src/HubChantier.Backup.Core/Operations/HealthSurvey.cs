using HubChantier.Backup.Retention;

namespace HubChantier.Backup.Operations;

/// <summary>Health, and what it was judged by.</summary>
/// <param name="Health">Whether all is well.</param>
/// <param name="Backups">All backups of the folder, and of the bucket where it was looked into.</param>
/// <param name="Plan">What retention would do now with those of the database and source.</param>
/// <param name="Runs">The journal's runs, of all databases; none where it cannot be read.</param>
public sealed record HealthSurvey(HubHealth Health, IReadOnlyList<HubBackup> Backups, RetentionPlan Plan, IReadOnlyList<HubRun> Runs);
