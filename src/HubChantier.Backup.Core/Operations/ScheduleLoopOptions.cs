namespace HubChantier.Backup.Operations;

/// <summary>How the foreground scheduler runs.</summary>
public sealed class ScheduleLoopOptions
{
    /// <summary>When the last run before this scheduler began; a run that was due since is made up for. Null if nothing is made up for.</summary>
    public DateTimeOffset? LastRun { get; init; }

    /// <summary>Whether a run is made at once, without waiting for the first that is due.</summary>
    public bool RunsAtStart { get; init; }

    /// <summary>Runs after which it ends; null for none.</summary>
    public int? MaximumRuns { get; init; }
}
