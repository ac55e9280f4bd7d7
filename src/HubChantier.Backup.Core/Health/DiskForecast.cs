namespace HubChantier.Backup.Health;

/// <summary>How fast a disk fills, from the free space that the journal has of each backup: whatever else fills it counts too, and what retention removes is given back.</summary>
internal static class DiskForecast
{
    /// <summary>Older ones tell how it was, not how it is.</summary>
    private static readonly TimeSpan s_window = TimeSpan.FromDays(30);

    /// <summary>Within a day it goes up and down.</summary>
    private static readonly TimeSpan s_shortestSpan = TimeSpan.FromDays(2);

    private const int FewestPoints = 3;

    /// <summary>Bytes by which free space shrinks a day, by the straight line nearest to all points; negative where it grows; null where too little is known.</summary>
    /// <param name="runs">Runs of the journal, of all databases that share the disk.</param>
    /// <param name="now">The time.</param>
    public static long? DailyGrowth(IEnumerable<HubRun> runs, DateTimeOffset now)
    {
        (double Days, double Free)[] points =
        [
            .. runs.Where(run => run is { Operation: HubRunOperation.Backup, Result: HubRunResult.Succeeded, FreeBytes: not null })
                .Where(run => run.Finished <= now && now - run.Finished <= s_window)
                .Select(run => ((run.Finished - now).TotalDays, (double)run.FreeBytes!.Value)),
        ];
        if (points.Length < FewestPoints || points.Max(point => point.Days) - points.Min(point => point.Days) < s_shortestSpan.TotalDays)
        {
            return null;
        }

        double days = points.Average(point => point.Days);
        double free = points.Average(point => point.Free);
        double slope = points.Sum(point => (point.Days - days) * (point.Free - free)) / points.Sum(point => (point.Days - days) * (point.Days - days));
        return (long)Math.Round(-slope);
    }

    /// <summary>Whole days until nothing is free; null where that does not come.</summary>
    public static int? DaysUntilFull(long? freeBytes, long? dailyGrowth)
        => freeBytes is { } free && dailyGrowth is > 0 and { } growth ? (int)Math.Min(int.MaxValue, free / growth) : null;
}
