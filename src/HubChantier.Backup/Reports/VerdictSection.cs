using System.Xml.Linq;
using HubChantier.Backup.Commands.Views;
using static HubChantier.Backup.Commands.Reports.Html;

namespace HubChantier.Backup.Commands.Reports;

/// <summary>Are we safe? The answer first and large, what is wrong and what to do about it, then four numbers.</summary>
internal static class VerdictSection
{
    /// <summary>The section and its tiles.</summary>
    public static object[] Of(ReportFacts facts)
    {
        HubHealth health = facts.Health;
        (string title, string text) = health.Status switch
        {
            HubHealthStatus.Healthy => (Strings.ReportSafe, Strings.ReportSafeText),
            HubHealthStatus.Warning => (Strings.ReportLook, Strings.ReportLookText),
            _ => (Strings.ReportUnsafe, Strings.ReportUnsafeText),
        };
        XElement verdict = Tag("section", Class("verdict " + health.Status), Tag("h2", title), Tag("p", text));
        if (health.Reasons.Count > 0)
        {
            verdict.Add(Tag(
                "ul",
                Class("reasons"),
                health.Reasons.Select(reason => Tag("li", Tag("strong", reason.Message), Tag("span", reason.Recommendation)))));
        }

        return
        [
            verdict,
            Tag(
                "div",
                Class("tiles"),
                Tile(Strings.ReportLastBackup, health.LastBackupAge, health.LastBackup is { } backup ? ReportText.Moment(backup.Started, facts.Zone) : null),
                CopyTile(facts),
                Tile(Strings.ReportLastDrill, health.LastDrillAge, health.LastDrill is { } drill ? ReportText.Moment(drill, facts.Zone) : null),
                DiskTile(health)),
        ];
    }

    private static XElement CopyTile(ReportFacts facts)
    {
        HubHealthCopy? copy = facts.Health.Copies.Where(place => place.Age is not null).MinBy(place => place.Age);
        return Tile(Strings.ReportLastCopy, copy?.Age, copy?.Bucket);
    }

    private static XElement DiskTile(HubHealth health) => Tag(
        "div",
        Class("tile"),
        Tag("span", Strings.ReportDisk),
        Tag("b", ByteSize.Text(health.FreeBytes)),
        Tag("span", health.FreePercent is { } percent ? ReportText.Of(Strings.ReportDiskPart, percent, ByteSize.Text(health.TotalBytes ?? 0)) : ""));

    private static XElement Tile(string label, TimeSpan? age, string? detail) => Tag(
        "div",
        Class("tile"),
        Tag("span", label),
        Tag("b", age is { } known ? ReportText.Age(known) : Strings.ReportNever),
        Tag("span", detail ?? ""));
}
