using System.Xml.Linq;
using HubChantier.Backup.Commands.Views;
using static HubChantier.Backup.Commands.Reports.Html;

namespace HubChantier.Backup.Commands.Reports;

/// <summary>Each backup: what it is, why it is kept and until when, or that it goes next.</summary>
internal static class KeptSection
{
    /// <summary>The section.</summary>
    public static XElement Of(ReportFacts facts)
    {
        int going = facts.Plan.Removals.Count();
        XElement section = Tag(
            "section",
            Class("long"),
            Tag("h2", Strings.ReportKept),
            Tag("p", Class("note"), facts.Plan.IsFrozen ? string.Join(' ', facts.Plan.Warnings) : ReportText.Of(Strings.ReportNext, facts.RetentionDays, going)));
        if (facts.Plan.Decisions.Count == 0)
        {
            section.Add(Tag("p", Strings.ReportNoBackups));
            return section;
        }

        ReportTable table = new((Strings.ReportBackup, false), (Strings.ReportSize, true), (Strings.ReportRows, true), (Strings.ReportProof, false), (Strings.ReportCopies, true), (Strings.ReportWhy, false));
        foreach (HubRetentionDecision decision in facts.Plan.Decisions.Reverse())
        {
            HubBackup backup = decision.Backup;
            table.Add(
                new object[] { ReportText.Moment(backup.Started, facts.Zone), Tag("small", backup.Name) },
                ByteSize.Text(backup.Length), Display.ShortCount(backup.Rows), Proof(backup), backup.Copies.Count(copy => copy.Exists),
                new object[] { Going(decision), decision.Message, Tag("small", Until(decision, facts)) });
        }

        section.Add(table.ToElement());
        return section;
    }

    private static XElement Going(HubRetentionDecision decision)
        => Tag("span", Class("going"), decision.Action == HubRetentionAction.Remove ? Strings.ReportGoes + " " : "");

    private static string Proof(HubBackup backup) => backup switch
    {
        { State: HubBackupState.Legacy } => Strings.ReportProofNone,
        { State: not HubBackupState.Complete } => "✗ " + Strings.ReportProofBroken,
        { Verifications: [.., { Passed: false }] } => "✗ " + Strings.ReportProofFailed,
        { Verifications: [.., { Kind: HubVerificationKind.Drill }] } => "✓ " + Strings.ReportProofDrilled,
        { Verifications: [.., _] } => "✓ " + Strings.ReportProofRead,
        _ => Strings.ReportProofNone,
    };

    private static string Until(HubRetentionDecision decision, ReportFacts facts) => decision.Reason switch
    {
        HubRetentionReason.InWindow => ReportText.Of(Strings.ReportUntil, ReportText.Day(facts.DayOf(decision.Backup.Started.AddDays(facts.RetentionDays)))),
        HubRetentionReason.KeptUntil when decision.Backup.KeepUntil is { } until => ReportText.Of(Strings.ReportUntil, ReportText.Day(facts.DayOf(until))),
        _ => "",
    };
}
