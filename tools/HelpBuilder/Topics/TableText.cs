using System.Globalization;
using HubChantier.Backup.HelpBuilder.Pages;

namespace HubChantier.Backup.HelpBuilder.Topics;

/// <summary>Shows a table on a terminal: in columns where they fit, the last one wrapped; else row by row, a line a cell.</summary>
internal static class TableText
{
    private const string Gap = "  ";
    private const string CellIndent = "    ";

    /// <summary>A last column narrower than that is no pleasure to read.</summary>
    private const int NarrowestWrapped = 30;

    /// <summary>The table's lines.</summary>
    /// <param name="table">The table.</param>
    /// <param name="width">Columns of a line, indent included.</param>
    /// <param name="indent">What each line begins with.</param>
    /// <param name="culture">The language, for what stands between a header and a cell.</param>
    public static IEnumerable<string> Lines(PageBlock.Table table, int width, string indent, CultureInfo culture)
    {
        int[] widths = [.. table.Headers.Select((header, column) => table.Rows.Select(row => row[column].Length).Append(header.Length).Max())];
        int room = width - indent.Length - widths[..^1].Sum(column => column + Gap.Length);
        bool fits = room >= Math.Min(NarrowestWrapped, widths[^1]);
        widths[^1] = Math.Min(widths[^1], room);
        return fits ? Columns(table, widths, width, indent) : Records(table, width, indent, culture);
    }

    private static IEnumerable<string> Columns(PageBlock.Table table, int[] widths, int width, string indent)
        => table.Rows
            .Prepend([.. widths.Select(column => new string('-', column))])
            .Prepend(table.Headers)
            .SelectMany(row =>
            {
                string first = indent + string.Concat(row.Take(row.Count - 1).Select((cell, column) => cell.PadRight(widths[column]) + Gap));
                return TextWrap.Wrap(row[^1], width, first, new string(' ', first.Length));
            })
            .Select(line => line.TrimEnd());

    private static IEnumerable<string> Records(PageBlock.Table table, int width, string indent, CultureInfo culture)
    {
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            if (row != table.Rows[0])
            {
                yield return "";
            }

            yield return indent + row[0];
            for (int column = 1; column < row.Count; column++)
            {
                string text = HelpWords.Labelled(table.Headers[column], row[column], culture);
                foreach (string line in TextWrap.Wrap(text, width, indent + CellIndent, indent + CellIndent))
                {
                    yield return line;
                }
            }
        }
    }
}
