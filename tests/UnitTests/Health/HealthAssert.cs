using HubChantier.Backup.Health;
using HubChantier.Backup.UnitTests.Journal;
using HubChantier.Backup.UnitTests.Retention;

namespace HubChantier.Backup.UnitTests.Health;

/// <summary>A database whose backups are well, and what is wrong when something is.</summary>
internal static class HealthAssert
{
    private const long Gigabyte = 1024 * 1024 * 1024;

    /// <summary>All is well.</summary>
    internal static readonly HealthFacts Well = new()
    {
        Database = Past.Database,
        Source = Past.Source,
        Folder = "/backups",
        Now = Past.Now,
        Backups = [Past.Made(3, drill: true), Past.Made(2), Past.Made(1)],
        Runs = [Runs.Made(2), Runs.Made(1)],
        FreeBytes = 50 * Gigabyte,
        TotalBytes = 100 * Gigabyte,
        Server = new HealthServerFacts([], []),
    };

    /// <summary>Asserts that this is all that is wrong.</summary>
    internal static HubHealth Only(HealthFacts facts, HubHealthProblem? expected, HubHealthStatus severity = HubHealthStatus.Warning)
    {
        HubHealth health = HealthCheck.Evaluate(facts, new HealthLimits());

        Assert.Equal(expected is null ? [] : [(expected.Value, severity)], health.Reasons.Select(reason => (reason.Id, reason.Severity)));
        Assert.All(health.Reasons, reason => Assert.DoesNotMatch(@"\{\d", reason.Message + reason.Recommendation));
        Assert.Equal(expected is null ? HubHealthStatus.Healthy : severity, health.Status);
        return health;
    }
}
