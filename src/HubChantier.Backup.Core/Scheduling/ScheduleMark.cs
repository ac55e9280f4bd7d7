namespace HubChantier.Backup.Scheduling;

/// <summary>The first line of each file of a schedule: it makes the file ours, and says when the schedule runs.</summary>
internal sealed record ScheduleMark(string CronExpression, string? TimeZone)
{
    private const string Start = "# HubChantier.Backup schedule: ";

    /// <summary>Reads a file's first line.</summary>
    /// <returns>Null if the file is not ours.</returns>
    public static ScheduleMark? Of(string text)
    {
        string line = text.Split('\n', count: 2)[0].TrimEnd('\r');
        string[] words = line.StartsWith(Start, StringComparison.Ordinal) ? line[Start.Length..].Split(' ') : [];
        return words.Length is 5 or 6 ? new ScheduleMark(string.Join(' ', words[..5]), words.ElementAtOrDefault(5)) : null;
    }

    public static ScheduleMark Of(ScheduleDefinition definition) => new(definition.When.ToString(), definition.TimeZone);

    public override string ToString() => TimeZone is null ? Start + CronExpression : $"{Start}{CronExpression} {TimeZone}";
}
