using System.Xml.Linq;
using HubChantier.Backup.Commands.Views;
using static HubChantier.Backup.Commands.Reports.Html;

namespace HubChantier.Backup.Commands.Reports;

/// <summary>How large the backups are and how long they take, also those that retention has removed since.</summary>
internal static class TrendSection
{
    private const int Days = 90;

    /// <summary>The section; null before the first backup.</summary>
    public static XElement? Of(ReportFacts facts)
    {
        DateTimeOffset since = facts.Now.AddDays(-Days);
        HashSet<string> there = [.. facts.Backups.Select(backup => backup.Name)];
        HubBackup[] backups = [.. facts.Backups.Where(backup => backup.Started >= since)];
        HubRun[] gone =
        [
            .. facts.Runs.Where(run => run is { Operation: HubRunOperation.Backup, Result: HubRunResult.Succeeded, BackupName: { } name }
                && run.Started >= since && !there.Contains(name)),
        ];
        (DateTimeOffset, double)[] sizes =
        [
            .. backups.Select(backup => (backup.Started, (double)backup.Length)).Concat(gone.Where(run => run.Bytes is not null).Select(run => (run.Started, (double)run.Bytes!))).OrderBy(point => point.Started),
        ];
        (DateTimeOffset, double)[] durations =
        [
            .. backups.Where(backup => backup.Duration is not null).Select(backup => (backup.Started, backup.Duration!.Value.TotalSeconds))
                .Concat(gone.Select(run => (run.Started, run.DurationSeconds))).OrderBy(point => point.Started),
        ];
        return sizes.Length == 0 ? null : Tag(
            "section",
            Tag("h2", Strings.ReportTrend),
            Tag(
                "div",
                Class("pair"),
                Tag("div", Tag("h3", Strings.ReportSize), LineChart.Of(Strings.ReportSize, sizes, facts, value => ByteSize.Text((long)value))),
                durations.Length == 0 ? null : Tag("div", Tag("h3", Strings.ReportDuration), LineChart.Of(Strings.ReportDuration, durations, facts, value => Display.Duration(TimeSpan.FromSeconds(value))))));
    }
}
