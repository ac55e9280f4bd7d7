using System.Globalization;
using System.Text.RegularExpressions;

namespace HubChantier.Backup.Scheduling;

/// <summary>
/// When a schedule runs, in the five fields of crontab(5) as far as cron, systemd and Cronos agree on what they mean: minute, hour,
/// day of the month, month, day of the week.
/// </summary>
public sealed partial class CronExpression
{
    private static readonly string[] s_months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] s_days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly string _text;
    private readonly CronField _minute;
    private readonly CronField _hour;
    private readonly CronField _day;
    private readonly CronField _month;
    private readonly CronField _weekDay;

    private CronExpression(string text, CronField[] fields)
    {
        _text = text;
        (_minute, _hour, _day, _month, _weekDay) = (fields[0], fields[1], fields[2], fields[3], fields[4]);
    }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ScheduleInvalid"/>: a field says what not every scheduler understands, or not in the same way.</exception>
    public static CronExpression Parse(string text)
    {
        string[] words = Blank().Split(text.Trim());
        if (words.Length != 5)
        {
            throw ScheduleErrors.Invalid(Strings.CronFields, text);
        }

        CronField[] fields =
        [
            Field(0, 0, 59, []),
            Field(1, 0, 23, []),
            Field(2, 1, 31, []),
            Field(3, 1, 12, s_months),
            // 7 is Sunday, too.
            Sunday(Field(4, 0, 7, s_days)),
        ];
        return fields[2].IsEvery || fields[4].IsEvery
            ? new CronExpression(string.Join(' ', words), fields)
            : throw ScheduleErrors.Invalid(Strings.CronBothDays, text);

        CronField Field(int index, int minimum, int maximum, string[] names)
            => CronField.Parse(words[index], minimum, maximum, names) ?? throw ScheduleErrors.Invalid(Strings.CronFieldInvalid, text, words[index], minimum, maximum);
    }

    /// <summary>The same as systemd's <c>OnCalendar=</c> has it (systemd.time(7)).</summary>
    /// <param name="timeZone">Name of the time zone, or null for the machine's.</param>
    public string ToOnCalendar(string? timeZone)
    {
        string weekDays = _weekDay.IsEvery ? "" : string.Join(',', _weekDay.Values.Select(day => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(s_days[day].ToLowerInvariant()))) + " ";
        string zone = timeZone is null ? "" : " " + timeZone;
        return $"{weekDays}*-{List(_month)}-{List(_day)} {List(_hour)}:{List(_minute)}:00{zone}";
    }

    /// <summary>The five fields, a blank between them.</summary>
    public override string ToString() => _text;

    private static string List(CronField field)
        => field.IsEvery ? "*" : string.Join(',', field.Values.Select(value => value.ToString("00", CultureInfo.InvariantCulture)));

    private static CronField Sunday(CronField days)
    {
        int[] values = [.. days.Values.Select(day => day % 7).Distinct().Order()];
        return new CronField(values, values.Length == 7);
    }

    [GeneratedRegex(@"[ \t]+")]
    private static partial Regex Blank();
}
