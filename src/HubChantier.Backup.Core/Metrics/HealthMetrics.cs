using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Metrics;

/// <summary>Health as gauges. What is not known is left out: an alert on a missing series is better than one on a made-up value.</summary>
/// <remarks>
/// Times are the moments themselves, in seconds since 1970, never ages: an age in a file would stand still when nobody writes it any more
/// (prometheus.io, "Instrumentation: timestamps, not time since").
/// </remarks>
public static class HealthMetrics
{
    private const string Common = "hub_backup_";

    /// <summary>The gauges of the databases' health.</summary>
    /// <param name="healths">Health of each database and source; of the same one twice the last counts.</param>
    public static IReadOnlyList<MetricSample> Of(IEnumerable<HubHealth> healths) => [.. healths.SelectMany(Of)];

    private static IEnumerable<MetricSample> Of(HubHealth health)
    {
        yield return Gauge("checked_timestamp_seconds", "When this was looked at.", Seconds(health.Checked));
        yield return Gauge("health_status", "0 healthy, 1 warning, 2 critical.", (int)health.Status);
        foreach (HubHealthProblem problem in Enum.GetValues<HubHealthProblem>())
        {
            // All of them, so that an alert sees the one that goes away.
            HubHealthStatus severity = health.Reasons.Where(reason => reason.Id == problem).Select(reason => reason.Severity).DefaultIfEmpty().Max();
            yield return Gauge("problem_status", "Of each problem: 0 not there, 1 warning, 2 critical.", (int)severity, ("problem", problem.ToString()));
        }

        foreach (HubRunOperation operation in Enum.GetValues<HubRunOperation>())
        {
            yield return Gauge(
                "unresolved_failures", "Failed runs that no success of their kind has followed.",
                health.Failures.Count(run => run.Operation == operation), ("operation", operation.ToString()));
        }

        if (health.LastRun is { } run)
        {
            yield return Gauge("last_run_timestamp_seconds", "When the last run of any kind ended.", Seconds(run.Finished));
        }

        if (health.LastBackup is { } backup)
        {
            yield return Gauge("last_good_timestamp_seconds", "When the last good backup began.", Seconds(backup.Started));
            yield return Gauge("last_good_size_bytes", "Length of its data file.", backup.Length);
            if (backup.Duration is { } duration)
            {
                yield return Gauge("last_good_duration_seconds", "How long it took.", duration.TotalSeconds);
            }

            if (backup.Rows is { } rows)
            {
                yield return Gauge("last_good_rows", "Rows in all its tables.", rows);
            }

            if (backup.DatabaseSize is { } size)
            {
                yield return Gauge("last_good_database_size_bytes", "Size of the database on the server then.", size);
            }
        }

        foreach (HubHealthCopy copy in health.Copies)
        {
            (string, string)[] place = [("bucket", copy.Bucket), ("endpoint", copy.Endpoint ?? "")];
            yield return Gauge("copy_configured", "Whether it is the bucket of the settings.", copy.IsConfigured ? 1 : 0, place);
            if (copy.Age is { } age)
            {
                yield return Gauge("last_copy_timestamp_seconds", "When the last good backup with a copy there began.", Seconds(health.Checked - age), place);
            }
        }

        if (health.LastDrill is { } drill)
        {
            yield return Gauge("last_drill_timestamp_seconds", "When a backup last stood a drill.", Seconds(drill));
        }

        if (health.FreeBytes is { } free && health.TotalBytes is { } total)
        {
            yield return Gauge("disk_free_bytes", "Free on the disk of the backups.", free);
            yield return Gauge("disk_size_bytes", "Size of that disk.", total);
        }

        if (health.UnfinishedRestores is { } unfinished)
        {
            yield return Gauge("unfinished_restores", "Databases that killed restores have left on the server.", unfinished.Count);
        }

        MetricSample Gauge(string name, string help, double value, params (string, string)[] labels)
            => new(Common + name, help, [("database", health.Database), ("source", health.Source), .. labels], value);
    }

    private static double Seconds(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds() / 1000.0;
}
