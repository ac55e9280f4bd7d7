using System.Globalization;
using System.Xml.Linq;
using static HubChantier.Backup.Commands.Reports.Html;

namespace HubChantier.Backup.Commands.Reports;

/// <summary>The last 90 days, a square each, weeks as columns.</summary>
internal static class CalendarSection
{
    private const int Days = 90;
    private const int Step = 24;
    private const int Side = 20;
    private const int Left = 34;
    private const int Top = 18;

    /// <summary>The section.</summary>
    public static XElement Of(ReportFacts facts)
    {
        DateOnly today = facts.DayOf(facts.Now), first = today.AddDays(1 - Days);
        DateOnly monday = first.AddDays(-MondayBased(first));
        int weeks = ((today.DayNumber - monday.DayNumber) / 7) + 1;
        BackupDays days = new(facts);
        XElement svg = Svg(
            "svg",
            Class("calendar"),
            With("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Left + (weeks * Step)} {Top + (7 * Step)}")),
            With("role", "img"),
            With("aria-label", Strings.ReportCalendar));
        DateTimeFormatInfo format = CultureInfo.CurrentUICulture.DateTimeFormat;
        for (int weekday = 0; weekday < 7; weekday += 2)
        {
            svg.Add(Svg("text", With("x", 0), With("y", Top + (weekday * Step) + 14), format.GetAbbreviatedDayName((DayOfWeek)((weekday + 1) % 7))));
        }

        for (DateOnly day = first; day <= today; day = day.AddDays(1))
        {
            int column = (day.DayNumber - monday.DayNumber) / 7;
            double x = Left + (column * Step), y = Top + (MondayBased(day) * Step);
            if (day.Day == 1)
            {
                svg.Add(Svg("text", With("x", x), With("y", 11), day.ToString("MMM", CultureInfo.CurrentCulture)));
            }

            svg.Add(Square(days.StateOf(day), days.IsDrilled(day), x, y, ReportText.Day(day) + ": " + days.Describe(day)));
        }

        return Tag("section", Tag("h2", Strings.ReportCalendar), svg, Legend());
    }

    private static int MondayBased(DateOnly day) => ((int)day.DayOfWeek + 6) % 7;

    /// <summary>Shapes besides colours: a cross for a failure, a dash for something odd, a dot for a drill.</summary>
    private static XElement Square(DayState state, bool isDrilled, double x, double y, string? title)
    {
        double middle = Side / 2.0;
        XElement group = Svg("g", With("transform", string.Create(CultureInfo.InvariantCulture, $"translate({x} {y})")));
        if (title is not null)
        {
            group.Add(Svg("title", title));
        }

        group.Add(Svg("rect", Class("day " + Name(state)), With("width", Side), With("height", Side), With("rx", 4)));
        if (state is DayState.Failed)
        {
            group.Add(Svg("path", Class("mark"), With("d", "M6.5 6.5L13.5 13.5M13.5 6.5L6.5 13.5")));
        }
        else if (state is DayState.Odd)
        {
            group.Add(Svg("path", Class("mark"), With("d", "M6 10H14")));
        }
        else if (isDrilled)
        {
            group.Add(Svg("circle", Class("drill"), With("cx", middle), With("cy", middle), With("r", 3.6)));
        }

        return group;
    }

    private static XElement Legend() => Tag(
        "ul",
        Class("legend"),
        Entry(DayState.Good, isDrilled: false, Strings.ReportDayGood),
        Entry(DayState.Lone, isDrilled: false, Strings.ReportDayLone),
        Entry(DayState.Good, isDrilled: true, Strings.ReportDayDrilled),
        Entry(DayState.Odd, isDrilled: false, Strings.ReportDayOdd),
        Entry(DayState.Failed, isDrilled: false, Strings.ReportDayFailed),
        Entry(DayState.Empty, isDrilled: false, Strings.ReportDayEmpty));

    private static XElement Entry(DayState state, bool isDrilled, string label) => Tag(
        "li",
        Svg("svg", With("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Side} {Side}")), With("aria-hidden", "true"), Square(state, isDrilled, 0, 0, title: null)),
        label);

    private static string Name(DayState state) => state.ToString().ToLowerInvariant();
}
