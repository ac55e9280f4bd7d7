using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Commands.Reports;
using HubChantier.Backup.Health;
using HubChantier.Backup.Operations;

namespace HubChantier.Backup.Commands;

/// <summary>Writes one HTML page that says whether the data is safe: a calendar, curves, copies, drills, what is kept until when.</summary>
[Cmdlet(VerbsData.Export, "HubBackupReport")]
[OutputType(typeof(FileInfo))]
public sealed class ExportHubBackupReportCommand : HealthCommand
{
    /// <summary>The file; its folder is there.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Language of the page and its numbers, such as fr-FR; else the session's.</summary>
    [Parameter]
    [ValidateNotNull]
    public CultureInfo? Culture { get; set; }

    /// <summary>Looks into the bucket, too: else the manifests in the folder tell of the copies.</summary>
    [Parameter]
    public SwitchParameter FromS3 { get; set; }

    /// <summary>Asks the server nothing: whether a restore was left half done stays unknown.</summary>
    [Parameter]
    public SwitchParameter SkipServer { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string path = ResolveOutput(Path);
        FileInfo written;
        (CultureInfo culture, CultureInfo language) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            // Also the sentences of health and retention are to be in the page's language.
            CultureInfo.CurrentCulture = Culture ?? culture;
            CultureInfo.CurrentUICulture = Culture ?? language;
            ReportFacts facts = Facts();
            written = Run((_, token) => WholeFile.WriteAsync(path, (file, _) => WriteAsync(facts, file), token));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, language);
        }

        // What shows the file is the session's, in its own language.
        WriteFile(written);
    }

    private ReportFacts Facts()
    {
        HealthSurvey survey = SurveyHealth(new HealthLimits(), asksServer: !SkipServer, FromS3);
        bool IsOurs(HubBackup backup) => backup.IsOf(Settings.Database, Settings.Source) && backup.Kind != HubBackupKind.Safety;
        return new ReportFacts
        {
            Health = survey.Health,
            Backups = [.. survey.Backups.Where(IsOurs).OrderBy(backup => backup.Started)],
            Plan = survey.Plan,
            RetentionDays = Settings.RetentionDays,
            Runs = [.. survey.Runs.Where(run => run.Database == Settings.Database && run.Source == Settings.Source).OrderBy(run => run.Started)],
            Zone = Clock.LocalTimeZone,
        };
    }

    private static Task WriteAsync(ReportFacts facts, Stream file)
    {
        HtmlReport.Write(facts, file);
        return Task.CompletedTask;
    }
}
