using HubChantier.Backup.Retention;

namespace HubChantier.Backup.Commands.Reports;

/// <summary>What the report tells of.</summary>
internal sealed record ReportFacts
{
    /// <summary>Whether all is well.</summary>
    public required HubHealth Health { get; init; }

    /// <summary>The backups of the database and source, oldest first, without safety backups.</summary>
    public required IReadOnlyList<HubBackup> Backups { get; init; }

    /// <summary>What retention would do now.</summary>
    public required RetentionPlan Plan { get; init; }

    /// <summary>Days that retention keeps a backup.</summary>
    public required int RetentionDays { get; init; }

    /// <summary>The journal's runs about the database and source, oldest first.</summary>
    public required IReadOnlyList<HubRun> Runs { get; init; }

    /// <summary>Where days begin.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>The moment of the report.</summary>
    public DateTimeOffset Now => Health.Checked;

    /// <summary>The day of a moment, where the report is read.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);
}
