using HubChantier.Backup.Metrics;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.UnitTests.Health;

public sealed class HealthMetricsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 2, 8, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        string[] names = [.. HealthMetrics.Of([Bare()]).Select(sample => sample.Name).Distinct()];

        Assert.Equal(
            ["hub_backup_checked_timestamp_seconds", "hub_backup_health_status", "hub_backup_problem_status", "hub_backup_unresolved_failures"], names);
    }

    [Fact]
    public void Problems_and_failures_are_told_one_by_one_also_those_that_are_not_there()
    {
        HubHealth health = Bare(
            new HubHealthReason { Id = HubHealthProblem.DiskLow, Severity = HubHealthStatus.Warning, Message = "m", Recommendation = "r" },
            new HubHealthReason { Id = HubHealthProblem.BackupFailed, Severity = HubHealthStatus.Critical, Message = "m", Recommendation = "r" });

        IReadOnlyList<MetricSample> samples = HealthMetrics.Of([health]);

        Assert.Equal(2, Value(samples, "health_status"));
        Assert.Equal(1, Value(samples, "problem_status", "DiskLow"));
        Assert.Equal(2, Value(samples, "problem_status", "BackupFailed"));
        Assert.Equal(0, Value(samples, "problem_status", "DiskFull"));
        Assert.Equal(0, Value(samples, "unresolved_failures", "Upload"));
        Assert.Equal(Enum.GetValues<HubHealthProblem>().Length, samples.Count(sample => sample.Name == "hub_backup_problem_status"));
    }

    [Fact]
    public void Ages_become_moments_that_stand_still()
    {
        HubHealth health = new()
        {
            Database = "d", Source = "s", Folder = "/f", Checked = s_now, Reasons = [],
            LastDrill = s_now.AddDays(-3),
            Copies = [new HubHealthCopy { Bucket = "b", Endpoint = "e", IsConfigured = true, Age = TimeSpan.FromHours(5) }],
            FreeBytes = 10, TotalBytes = 100,
        };

        IReadOnlyList<MetricSample> samples = HealthMetrics.Of([health]);

        Assert.Equal(s_now.AddHours(-5).ToUnixTimeSeconds(), Value(samples, "last_copy_timestamp_seconds", "b"));
        Assert.Equal(s_now.AddDays(-3).ToUnixTimeSeconds(), Value(samples, "last_drill_timestamp_seconds"));
        Assert.Equal(10, Value(samples, "disk_free_bytes"));
    }

    [Fact]
    public void All_samples_of_a_gauge_have_the_same_labels_and_the_same_help()
        => Assert.All(
            HealthMetrics.Of([Bare(), Bare()]).GroupBy(sample => sample.Name),
            group => Assert.Single(group.Select(sample => sample.Help + string.Join(',', sample.Labels.Select(label => label.Name))).Distinct()));

    private static double Value(IReadOnlyList<MetricSample> samples, string name, string? label = null)
        => samples.Single(sample => sample.Name == "hub_backup_" + name && (label is null || sample.Labels.Any(pair => pair.Value == label))).Value;

    private static HubHealth Bare(params HubHealthReason[] reasons)
        => new() { Database = "d", Source = "s", Folder = "/f", Checked = s_now, Reasons = reasons };
}
