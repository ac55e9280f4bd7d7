using System.Xml.Linq;
using static HubChantier.Backup.Commands.Reports.Html;

namespace HubChantier.Backup.Commands.Reports;

/// <summary>A table that becomes a list of cards on a phone.</summary>
internal sealed class ReportTable
{
    private readonly (string Label, bool IsNumber)[] _columns;
    private readonly XElement _body = Tag("tbody");

    /// <summary>Makes the table.</summary>
    /// <param name="columns">Heads of the columns, and whether they hold numbers.</param>
    public ReportTable(params (string Label, bool IsNumber)[] columns) => _columns = columns;

    /// <summary>Adds a row.</summary>
    public void Add(params object?[] cells) => _body.Add(Tag(
        "tr",
        cells.Select((cell, i) => Tag("td", _columns[i].IsNumber ? Class("number") : null, With("data-label", _columns[i].Label), Tag("span", cell)))));

    /// <summary>The table.</summary>
    public XElement ToElement() => Tag(
        "div",
        Class("scroll"),
        Tag(
            "table",
            Class("stack"),
            Tag("thead", Tag("tr", _columns.Select(column => Tag("th", column.IsNumber ? Class("number") : null, With("scope", "col"), column.Label)))),
            _body));
}
