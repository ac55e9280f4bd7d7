using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using static HubChantier.Backup.Commands.Reports.Html;

namespace HubChantier.Backup.Commands.Reports;

/// <summary>The page for the owner of the data: one file, without script, without anything from elsewhere, in the session's language.</summary>
internal static class HtmlReport
{
    /// <summary>Nothing is loaded and nothing runs, whatever a name may hold (W3C, Content Security Policy Level 3).</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'";

    /// <summary>Writes the page.</summary>
    public static void Write(ReportFacts facts, Stream output)
    {
        XElement page = Tag(
            "html",
            With("lang", CultureInfo.CurrentUICulture.TwoLetterISOLanguageName),
            Tag(
                "head",
                Void("meta", With("charset", "utf-8")),
                Void("meta", With("http-equiv", "Content-Security-Policy"), With("content", Policy)),
                Void("meta", With("name", "viewport"), With("content", "width=device-width, initial-scale=1")),
                Void("meta", With("name", "robots"), With("content", "noindex")),
                Void("meta", With("name", "color-scheme"), With("content", "light dark")),
                Tag("title", ReportText.Of(Strings.ReportTitle, facts.Health.Database)),
                Tag("style", Style())),
            Tag(
                "body",
                Tag(
                    "main",
                    Header(facts),
                    VerdictSection.Of(facts),
                    CalendarSection.Of(facts),
                    TrendSection.Of(facts),
                    CopySection.Of(facts),
                    DrillSection.Of(facts),
                    TableSection.Of(facts),
                    KeptSection.Of(facts),
                    Tag("footer", ReportText.Of(Strings.ReportFooter, facts.Health.Folder)))));

        XmlWriterSettings settings = new() { OmitXmlDeclaration = true, Indent = true, IndentChars = " ", NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };
        output.Write("<!DOCTYPE html>\n"u8);
        using XmlWriter writer = XmlWriter.Create(output, settings);
        page.WriteTo(writer);
    }

    private static XElement Header(ReportFacts facts) => Tag(
        "header",
        Tag("h1", ReportText.Of(Strings.ReportTitle, facts.Health.Database)),
        Tag("p", ReportText.Of(Strings.ReportMade, ReportText.Moment(facts.Now, facts.Zone), Environment.MachineName, facts.Health.Source)));

    /// <summary>A browser reads the style as it stands, so it must have no sign that XML writes in another way: a test looks at that.</summary>
    private static string Style()
    {
        using Stream style = typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!;
        using StreamReader reader = new(style);
        return reader.ReadToEnd();
    }
}
