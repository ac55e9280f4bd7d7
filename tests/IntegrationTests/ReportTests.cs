using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>The page for the owner: what it says, that no name becomes markup, and how a browser lays it out.</summary>
public sealed partial class ReportTests : IDisposable
{
    private const string Hostile = "</style><script>alert('x')</script>&\"'";

    private readonly ModuleSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-report-").FullName;

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void An_owner_reads_first_whether_the_data_is_safe()
    {
        Put(DateTimeOffset.UtcNow.AddHours(-2), drilled: true);
        Assert.Equal("Your data is safe", Text(Report("en-US"), "h2")[0]);
        Assert.Equal("Vos données sont en sécurité", Text(Report("fr-FR"), "h2")[0]);

        File.Delete(Put(DateTimeOffset.UtcNow.AddHours(-1), drilled: true));
        XElement page = Report("en-US");
        Assert.Equal("en", (string?)page.Attribute("lang"));

        foreach (string file in Directory.GetFiles(_folder, "x_*"))
        {
            File.Delete(file);
        }

        Put(DateTimeOffset.UtcNow.AddDays(-3), drilled: false);
        page = Report("en-US");
        Assert.Equal("Your data is not protected as it should be", Text(page, "h2")[0]);
        string[] reasons = [.. page.Descendants("li").Where(item => item.Element("strong") is not null).Select(item => item.Value)];
        Assert.Contains(reasons, reason => reason.Contains("72 hours", StringComparison.Ordinal));
        Assert.Contains(reasons, reason => reason.Contains("Test-HubBackup", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_day_of_the_calendar_shows_what_it_brought()
    {
        DateTimeOffset noon = DateTimeOffset.UtcNow.Date.AddHours(12).ToUniversalTime();
        Put(noon.AddDays(-1), drilled: true, copied: true);
        Put(noon.AddDays(-2), drilled: false);
        Put(noon.AddDays(-3), drilled: false, abnormal: true);
        Run(noon.AddDays(-4), "Failed", "no answer <b>from</b> the server");
        Run(noon.AddDays(-5), "Succeeded");
        Run(noon.AddDays(-6), "Failed");
        Put(noon.AddDays(-6).AddHours(2), drilled: false);

        XElement page = Report("en-US");

        Dictionary<string, (string Class, string Title)> days = page.Descendants().Where(item => item.Name.LocalName == "g" && item.Elements().First().Name.LocalName == "title")
            .ToDictionary(item => item.Elements().First().Value.Split(':')[0], item => ((string)item.Elements().ElementAt(1).Attribute("class")!, item.Elements().First().Value));
        Assert.Equal(90, days.Count);
        Assert.Equal("day good", Day(1).Class);
        Assert.EndsWith("restore rehearsed", Day(1).Title, StringComparison.Ordinal);
        Assert.Equal("day lone", Day(2).Class);
        Assert.Equal("day odd", Day(3).Class);
        Assert.Equal("day failed", Day(4).Class);
        Assert.Contains("no answer <b>from</b> the server", Day(4).Title, StringComparison.Ordinal);
        // Retention has removed it since; the journal knows.
        Assert.Equal("day lone", Day(5).Class);
        Assert.Equal("day lone", Day(6).Class);
        Assert.Equal("day empty", Day(7).Class);

        (string Class, string Title) Day(int ago) => days[noon.AddDays(-ago).ToLocalTime().ToString("d MMM yyyy", CultureInfo.GetCultureInfo("en-US"))];
    }

    [Fact]
    public void No_name_becomes_markup_and_nothing_can_run_or_be_loaded()
    {
        Put(DateTimeOffset.UtcNow.AddHours(-2), drilled: true, copied: true, table: Hostile + "\u0001");
        Run(DateTimeOffset.UtcNow.AddDays(-4), "Failed", Hostile);

        XElement page = Report("en-US");

        Assert.DoesNotContain(page.Descendants(), item => item.Name.LocalName is "script" or "iframe" or "img" or "link" or "object");
        Assert.DoesNotContain(page.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || attribute.Name.LocalName is "href" or "src");
        Assert.Contains(page.Descendants("td"), cell => cell.Value == $"public.{Hostile}\uFFFD");
        string style = File.ReadAllText(RepositoryRoot.Combine("src", "HubChantier.Backup", "Reports", "report.css"));
        Assert.DoesNotContain(style, sign => sign is '<' or '>' or '&');
        Assert.Equal(style.Trim(), page.Descendants("style").Single().Value.Trim());
        Assert.StartsWith("default-src 'none'", (string)page.Descendants("meta").Single(meta => (string?)meta.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_copies_drills_and_what_is_kept_are_told_in_the_language_asked_for()
    {
        Put(DateTimeOffset.UtcNow.AddDays(-9), drilled: true, rows: 1000);
        Put(DateTimeOffset.UtcNow.AddHours(-2), drilled: true, copied: true, rows: 1234);

        XElement page = Report("fr-FR");

        Assert.Equal("fr", (string?)page.Attribute("lang"));
        string[] heads = Text(page, "h2");
        Assert.Equal(["Les 90 derniers jours", "Taille et durée", "Copies hors site", "Restaurations répétées", "Les plus grandes tables", "Ce qui est gardé, et jusqu’à quand"], heads[1..]);
        Assert.Contains(page.Descendants("td"), cell => cell.Value.Replace('\u202F', ' ').Replace('\u00A0', ' ') == "1 234");
        Assert.Contains(page.Descendants("td"), cell => cell.Value.Contains("hub-backups", StringComparison.Ordinal));
        Assert.Contains(page.Descendants("td"), cell => cell.Value.Contains("✓ réussie", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1200)]
    [InlineData(768)]
    [InlineData(360)]
    public void A_browser_shows_the_page_without_a_line_that_is_too_wide(int width)
    {
        for (int ago = 1; ago < 12; ago++)
        {
            Put(DateTimeOffset.UtcNow.AddDays(-ago), drilled: ago == 3, copied: true, table: new string('t', 63));
        }

        Report("fr-FR");
        string page = File.ReadAllText(Path.Combine(_folder, "report.html"));
        string frame = Path.Combine(_folder, "frame.html");
        File.WriteAllText(frame, $$"""
            <!DOCTYPE html><html><body><iframe id="f" style="border:0;width:{{width}}px;height:20000px" srcdoc="{{WebUtility.HtmlEncode(page)}}"></iframe>
            <script>f.onload = () => {
              const d = f.contentDocument, h = d.querySelector('.verdict h2').getBoundingClientRect();
              document.title = [d.documentElement.scrollWidth, d.querySelectorAll('svg').length, Math.round(h.height), getComputedStyle(d.querySelector('.verdict')).borderLeftColor].join('|');
            }</script></body></html>
            """);
        Command.Run("bash", [RepositoryRoot.Combine("tools", "setup", "programs.sh"), "chromium"]);

        string dom = Command.Run("chromium", ["--headless", "--no-sandbox", "--disable-gpu", $"--user-data-dir={_folder}/profile", "--virtual-time-budget=5000", "--dump-dom", new Uri(frame).AbsoluteUri]);

        string[] measured = Title().Match(dom).Groups[1].Value.Split('|');
        Assert.Equal($"{width}", measured[0]);
        Assert.True(int.Parse(measured[1], CultureInfo.InvariantCulture) > 5);
        Assert.True(int.Parse(measured[2], CultureInfo.InvariantCulture) >= 24);
        // The style is there, although nothing may be loaded.
        Assert.StartsWith("rgb(", measured[3], StringComparison.Ordinal);
        Assert.NotEqual("rgb(0, 0, 0)", measured[3]);
    }

    private static string[] Text(XElement page, string tag) => [.. page.Descendants(tag).Select(item => item.Value)];

    private XElement Report(string culture)
    {
        _session.Invoke(
            "param($folder, $culture) Export-HubBackupReport \"$folder/report.html\" -Culture $culture -BackupDirectory $folder -Database x -Source s -SkipServer",
            new { folder = _folder, culture }).ThrowOnError();
        string page = File.ReadAllText(Path.Combine(_folder, "report.html"));
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        return XElement.Parse(page["<!DOCTYPE html>".Length..]);
    }

    private string Put(DateTimeOffset started, bool drilled, bool copied = false, bool abnormal = false, string table = "t", long rows = 7)
    {
        string name = $"x_backup_{started.UtcDateTime:yyyyMMdd_HHmmss}.sql.gz";
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, "abc");
        JsonObject manifest = new()
        {
            ["schema"] = 1, ["id"] = Guid.NewGuid().ToString(), ["file"] = name, ["kind"] = "scheduled", ["database"] = "x", ["source"] = "s",
            ["started"] = started, ["finished"] = started.AddMinutes(1), ["length"] = 3, ["sha256"] = new string('a', 64),
            ["tables"] = new JsonArray(new JsonObject { ["schema"] = "public", ["name"] = table, ["rows"] = rows, ["bytes"] = rows * 10, ["data_start"] = 0 }),
        };
        if (drilled)
        {
            manifest["verifications"] = new JsonArray(new JsonObject { ["finished"] = started.AddMinutes(5), ["kind"] = "drill", ["passed"] = true });
        }

        if (copied)
        {
            manifest["copies"] = new JsonArray(new JsonObject
            {
                ["endpoint"] = "s3.example.org", ["bucket"] = "hub-backups", ["key"] = "backups/" + name, ["state"] = "verified", ["uploaded"] = started.AddMinutes(3), ["length"] = 3,
            });
        }

        if (abnormal)
        {
            manifest["abnormal"] = new JsonObject { ["reason"] = "table public.t is gone", ["detected"] = started, ["accepted"] = false };
        }

        File.WriteAllText(path + ".json", manifest.ToJsonString());
        return path;
    }

    private void Run(DateTimeOffset started, string result, string? message = null)
    {
        JsonObject line = new()
        {
            ["schema"] = 1, ["id"] = Guid.CreateVersion7(started).ToString(), ["operation"] = "Backup", ["database"] = "x", ["source"] = "s",
            ["started"] = started, ["finished"] = started.AddMinutes(1), ["duration_seconds"] = 60, ["user"] = "u", ["host"] = "h", ["process_id"] = 1, ["result"] = result,
        };
        line[result == "Failed" ? "message" : "backup_name"] = message ?? (result == "Failed" ? "failed" : "x_backup_gone.sql.gz");
        File.AppendAllText(Path.Combine(_folder, "hub-backup-journal.jsonl"), line.ToJsonString() + "\n");
    }

    [GeneratedRegex("<title>([^<]*)</title>")]
    private static partial Regex Title();
}
