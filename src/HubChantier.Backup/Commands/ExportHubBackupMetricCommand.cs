using System.Management.Automation;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Health;
using HubChantier.Backup.Metrics;

namespace HubChantier.Backup.Commands;

/// <summary>Writes the health of backups as a text file for Prometheus, as the textfile collector of node_exporter reads it.</summary>
[Cmdlet(VerbsData.Export, "HubBackupMetric")]
[OutputType(typeof(FileInfo))]
public sealed class ExportHubBackupMetricCommand : HealthCommand
{
    private readonly List<HubHealth> _healths = [];

    /// <summary>The file: its name ends with .prom, and its folder is there.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ValidatePattern(@"\.prom$")]
    public string Path { get; set; } = "";

    /// <summary>Health, as Get-HubBackupHealth gives it; without any, the configured database's is looked at.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public HubHealth[] InputObject { get; set; } = [];

    /// <summary>Looks into the bucket, too, where no health is piped.</summary>
    [Parameter]
    public SwitchParameter FromS3 { get; set; }

    /// <summary>Asks the server nothing, where no health is piped.</summary>
    [Parameter]
    public SwitchParameter SkipServer { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _healths.AddRange(InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string path = ResolveOutput(Path);
        if (_healths.Count == 0)
        {
            _healths.Add(CheckHealth(new HealthLimits(), asksServer: !SkipServer, FromS3));
        }

        WriteFile(Run((_, token) => WholeFile.WriteAsync(
            path, (file, cancel) => Providers.CreateMetricText().WriteAsync(HealthMetrics.Of(_healths), file, cancel), token)));
    }
}
