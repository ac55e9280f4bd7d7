namespace HubChantier.Backup.UnitTests.Journal;

/// <summary>Makes runs that never happened.</summary>
internal static class Runs
{
    internal static readonly DateTimeOffset Now = new(2026, 3, 10, 3, 0, 0, TimeSpan.Zero);

    /// <summary>A run that ended that many days before <see cref="Now"/>.</summary>
    internal static HubRun Made(
        double daysAgo,
        HubRunOperation operation = HubRunOperation.Backup,
        HubRunResult result = HubRunResult.Succeeded,
        string? error = null,
        string? message = null,
        string database = "hub_chantier",
        string source = "default",
        long? free = null)
    {
        DateTimeOffset finished = Now.AddDays(-daysAgo);
        return new HubRun
        {
            Schema = 1,
            Id = Guid.CreateVersion7(finished),
            Operation = operation,
            Database = database,
            Source = source,
            Started = finished.AddMinutes(-1),
            Finished = finished,
            DurationSeconds = 60,
            User = "backup",
            Host = "db1",
            ProcessId = 4711,
            Result = result,
            ErrorId = error,
            Message = message,
            FreeBytes = free,
        };
    }
}
