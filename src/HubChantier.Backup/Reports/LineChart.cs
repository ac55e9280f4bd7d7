using System.Globalization;
using System.Xml.Linq;
using static HubChantier.Backup.Commands.Reports.Html;

namespace HubChantier.Backup.Commands.Reports;

/// <summary>A curve over time that begins at zero, so that a change looks as large as it is.</summary>
internal static class LineChart
{
    private const double Width = 460;
    private const double Height = 180;
    private const double Left = 62;
    private const double Right = 14;
    private const double Top = 12;
    private const double Bottom = 24;

    /// <summary>A chart with axes.</summary>
    /// <param name="label">What it shows, for who cannot see it.</param>
    /// <param name="points">Moments and values, in order of time; at least one.</param>
    /// <param name="facts">Tells where days begin.</param>
    /// <param name="display">A value as a person reads it.</param>
    public static XElement Of(string label, IReadOnlyList<(DateTimeOffset Time, double Value)> points, ReportFacts facts, Func<double, string> display)
    {
        double highest = Math.Max(points.Max(point => point.Value), double.Epsilon) * 1.1;
        long from = points[0].Time.Ticks, span = Math.Max(1, points[^1].Time.Ticks - from);
        XElement svg = Svg(
            "svg",
            With("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {Height}")), With("role", "img"), With("aria-label", label));
        foreach (double part in (double[])[0, 0.5, 1])
        {
            double y = Y(part * highest / 1.1);
            svg.Add(Svg("line", Class("axis"), With("x1", Left), With("x2", Width - Right), With("y1", y), With("y2", y)));
            svg.Add(Svg("text", With("x", Left - 8), With("y", y + 4), With("text-anchor", "end"), display(part * highest / 1.1)));
        }

        svg.Add(Svg("text", With("x", Left), With("y", Height - 6), ReportText.ShortDay(facts.DayOf(points[0].Time))));
        if (points.Count > 1)
        {
            svg.Add(Svg("text", With("x", Width - Right), With("y", Height - 6), With("text-anchor", "end"), ReportText.ShortDay(facts.DayOf(points[^1].Time))));
            (double, double)[] curve = [.. points.Select(point => (X(point.Time), Y(point.Value)))];
            svg.Add(Svg("polygon", Class("area"), With("points", Points([(X(points[0].Time), Y(0)), .. curve, (X(points[^1].Time), Y(0))]))));
            svg.Add(Svg("polyline", Class("curve"), With("points", Points(curve))));
        }

        foreach ((DateTimeOffset time, double value) in points)
        {
            svg.Add(Svg(
                "circle", Class("point"), With("cx", X(time)), With("cy", Y(value)), With("r", points.Count > 40 ? 1.5 : 2.5),
                Svg("title", ReportText.Moment(time, facts.Zone) + ": " + display(value))));
        }

        return svg;

        double X(DateTimeOffset time) => Left + ((Width - Left - Right) * (time.Ticks - from) / span);

        double Y(double value) => Top + ((Height - Top - Bottom) * (1 - (value / highest)));
    }

    /// <summary>A curve alone, as small as a word.</summary>
    public static XElement Spark(string label, IReadOnlyList<(DateTimeOffset Time, double Value)> points)
    {
        const double SparkWidth = 120, SparkHeight = 24;
        double highest = Math.Max(points.Max(point => point.Value), 1);
        long from = points[0].Time.Ticks, span = Math.Max(1, points[^1].Time.Ticks - from);
        // One alone is a level line.
        IEnumerable<(double X, double Y)> places = points.Count == 1
            ? [(0, Y(points[0].Value)), (SparkWidth, Y(points[0].Value))]
            : points.Select(point => (SparkWidth * (point.Time.Ticks - from) / span, Y(point.Value)));
        return Svg(
            "svg",
            With("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {SparkWidth} {SparkHeight}")), With("role", "img"), With("aria-label", label),
            Svg("polyline", Class("curve"), With("points", Points(places))));

        double Y(double value) => 1 + ((SparkHeight - 2) * (1 - (value / highest)));
    }

    private static string Points(IEnumerable<(double X, double Y)> places)
        => string.Join(' ', places.Select(place => string.Create(CultureInfo.InvariantCulture, $"{place.X:0.#},{place.Y:0.#}")));
}
