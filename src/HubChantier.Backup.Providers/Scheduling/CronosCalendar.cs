using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Providers.Scheduling;

/// <summary>
/// The times of a cron expression in a time zone, by Cronos. A time that the clock skips comes at the change; one that the clock passes twice
/// comes once, unless the expression has steps or every hour.
/// </summary>
internal sealed class CronosCalendar : IRunCalendar
{
    private readonly Cronos.CronExpression _expression;
    private readonly TimeZoneInfo _zone;

    /// <summary>Makes the calendar.</summary>
    /// <param name="expression">Five fields, which Core has checked already.</param>
    /// <param name="zone">The zone they are meant in.</param>
    public CronosCalendar(string expression, TimeZoneInfo zone)
    {
        _expression = Cronos.CronExpression.Parse(expression);
        _zone = zone;
    }

    public DateTimeOffset? Next(DateTimeOffset after) => _expression.GetNextOccurrence(after, _zone);
}
