using System.Xml.Linq;
using static HubChantier.Backup.Commands.Reports.Html;

namespace HubChantier.Backup.Commands.Reports;

/// <summary>The places besides this host.</summary>
internal static class CopySection
{
    /// <summary>The section.</summary>
    public static XElement Of(ReportFacts facts)
    {
        XElement section = Tag("section", Tag("h2", Strings.ReportCopies));
        if (facts.Health.Copies.Count == 0)
        {
            section.Add(Tag("p", Strings.ReportNoCopies));
            return section;
        }

        ReportTable table = new((Strings.ReportPlace, false), (Strings.ReportCopyCount, true), (Strings.ReportNewestCopy, false));
        foreach (HubHealthCopy place in facts.Health.Copies)
        {
            int count = facts.Backups.Count(backup => backup.Copies.Any(copy => copy.Exists && copy.Bucket == place.Bucket && (place.Endpoint is null || copy.Endpoint == place.Endpoint)));
            table.Add(
                new object[] { place.Bucket, Tag("small", place.Endpoint ?? "") },
                count,
                new object[] { place.BackupName ?? Strings.ReportNever, Tag("small", place.Age is { } age ? ReportText.Of(Strings.ReportAgo, ReportText.Age(age)) : "") });
        }

        section.Add(table.ToElement());
        return section;
    }
}
