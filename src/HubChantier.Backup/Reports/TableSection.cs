using System.Xml.Linq;
using HubChantier.Backup.Commands.Views;
using static HubChantier.Backup.Commands.Reports.Html;

namespace HubChantier.Backup.Commands.Reports;

/// <summary>The ten largest tables and how they have grown over the backups that are kept.</summary>
internal static class TableSection
{
    private const int Shown = 10;

    /// <summary>The section; null where no backup tells of tables.</summary>
    public static XElement? Of(ReportFacts facts)
    {
        HubBackup[] told = [.. facts.Backups.Where(backup => backup.Schema > 0 && backup.State == HubBackupState.Complete)];
        if (told is not [.., { Tables.Count: > 0 } last])
        {
            return null;
        }

        ReportTable table = new((Strings.ReportTable, false), (Strings.ReportRows, true), (Strings.ReportData, true), (ReportText.Of(Strings.ReportSince, ReportText.ShortDay(facts.DayOf(told[0].Started))), true), (Strings.ReportGrowth, false));
        foreach (HubTable largest in last.Tables.OrderByDescending(found => found.Bytes).Take(Shown))
        {
            string name = $"{largest.Schema}.{largest.Name}";
            (DateTimeOffset Time, double Value)[] bytes = [.. told.Select(backup => (backup.Started, (double)(backup.Tables.FirstOrDefault(found => found.Schema == largest.Schema && found.Name == largest.Name)?.Bytes ?? 0)))];
            table.Add(
                name, Display.Count(largest.Rows), ByteSize.Text(largest.Bytes), ReportText.Change(largest.Bytes - (long)bytes[0].Value),
                Tag("div", Class("spark"), LineChart.Spark(name, bytes)));
        }

        return Tag("section", Tag("h2", Strings.ReportTables), Tag("p", Class("note"), ReportText.Of(Strings.ReportTablesText, last.Tables.Count, Display.Count(last.Rows))), table.ToElement());
    }
}
