using System.Globalization;
using System.Text;

namespace HubChantier.Backup.Commands.Views;

/// <summary>A comparison as a person reads it: what came, went and changed; what stayed is counted.</summary>
public static class ComparisonText
{
    /// <summary>Tables that are named; the rest is counted.</summary>
    private const int TablesShown = 20;

    /// <summary>A comparison in full.</summary>
    public static string Of(HubBackupComparison comparison)
    {
        StringBuilder text = new();
        Line(text, "{0} -> {1} ({2})", comparison.Reference.Name, comparison.Difference.Name, Display.Age(comparison.Elapsed));
        Line(
            text, Strings.ComparisonSizes,
            Display.Count(comparison.Reference.Rows), Display.Count(comparison.Difference.Rows), Signed(comparison.Rows),
            ByteSize.Text(comparison.Reference.Length), ByteSize.Text(comparison.Difference.Length));
        foreach (HubComparedValue value in comparison.Values.Where(value => value.Change != HubChange.Same))
        {
            Line(text, "  {0} {1}: {2}", Mark(value.Change), value.Name, value.Change switch
            {
                HubChange.Added => value.After,
                HubChange.Removed => value.Before,
                _ => value.Before + " -> " + value.After,
            });
        }

        // What is gone is what a person must see.
        List<HubComparedTable> changed =
        [
            .. comparison.Tables.Where(table => table.Change != HubChange.Same)
                .OrderByDescending(table => table.Change).ThenByDescending(table => Math.Abs(table.Rows)).ThenByDescending(table => Math.Abs(table.Bytes)),
        ];
        foreach (HubComparedTable table in changed.Take(TablesShown))
        {
            Line(text, Strings.ComparisonTable, Mark(table.Change), table.Schema, table.Name, Rows(table), SignedSize(table.Bytes));
        }

        if (changed.Count > TablesShown)
        {
            Line(text, Strings.PlanMoreTables, changed.Count - TablesShown);
        }

        Line(text, Strings.ComparisonSame, comparison.Tables.Count - changed.Count);
        return text.ToString().TrimEnd();
    }

    private static string Rows(HubComparedTable table) => table.Change switch
    {
        HubChange.Added => Display.Count(table.RowsAfter),
        HubChange.Removed => Display.Count(table.RowsBefore),
        _ => string.Create(CultureInfo.CurrentCulture, $"{Display.Count(table.RowsBefore)} -> {Display.Count(table.RowsAfter)} ({Signed(table.Rows)})"),
    };

    private static char Mark(HubChange change) => change switch
    {
        HubChange.Added => '+',
        HubChange.Removed => '-',
        _ => '~',
    };

    /// <summary>A count with its sign: <c>+10</c>, <c>-1,200</c>, <c>0</c>.</summary>
    private static string Signed(long count) => (count > 0 ? "+" : "") + Display.Count(count);

    private static string SignedSize(long bytes) => (bytes > 0 ? "+" : "") + ByteSize.Text(bytes);

    private static void Line(StringBuilder text, string format, params object?[] values)
        => text.AppendLine(string.Format(CultureInfo.CurrentCulture, format, values).TrimEnd());
}
