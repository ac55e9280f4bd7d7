using System.Xml.Linq;
using static HubChantier.Backup.Commands.Reports.Html;

namespace HubChantier.Backup.Commands.Reports;

/// <summary>When a restore was last rehearsed, and how it went.</summary>
internal static class DrillSection
{
    private const int Shown = 12;

    /// <summary>The section.</summary>
    public static XElement Of(ReportFacts facts)
    {
        (HubBackup Backup, HubVerification Proof)[] drills =
        [
            .. facts.Backups.SelectMany(backup => backup.Verifications.Select(proof => (Backup: backup, Proof: proof)))
                .Where(pair => pair.Proof.Kind == HubVerificationKind.Drill).OrderByDescending(pair => pair.Proof.Finished),
        ];
        XElement section = Tag("section", Tag("h2", Strings.ReportDrills), Tag("p", Class("note"), Strings.ReportDrillsText));
        if (drills.Length == 0)
        {
            section.Add(Tag("p", Strings.ReportNoDrills));
            return section;
        }

        ReportTable table = new((Strings.ReportWhen, false), (Strings.ReportBackup, false), (Strings.ReportResult, false));
        foreach ((HubBackup backup, HubVerification proof) in drills.Take(Shown))
        {
            table.Add(ReportText.Moment(proof.Finished, facts.Zone), backup.Name, (proof.Passed ? "✓ " + Strings.ReportPassed : "✗ " + Strings.ReportFailed) + (proof.Message is null ? "" : ": " + proof.Message));
        }

        section.Add(table.ToElement());
        return section;
    }
}
