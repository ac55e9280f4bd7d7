using HubChantier.Backup.Ports;
using Prometheus;

namespace HubChantier.Backup.Providers.Metrics;

/// <summary>Prometheus's text format, written by prometheus-net.</summary>
internal sealed class PrometheusText : IMetricText
{
    public async Task WriteAsync(IReadOnlyList<MetricSample> samples, Stream output, CancellationToken token)
    {
        // One of our own: the library's default registry would add the metrics of the process.
        CollectorRegistry registry = Prometheus.Metrics.NewCustomRegistry();
        MetricFactory factory = Prometheus.Metrics.WithCustomRegistry(registry);
        foreach (MetricSample sample in samples)
        {
            Gauge gauge = factory.CreateGauge(sample.Name, sample.Help, [.. sample.Labels.Select(label => label.Name)]);
            gauge.WithLabels([.. sample.Labels.Select(label => label.Value)]).Set(sample.Value);
        }

        await registry.CollectAndExportAsTextAsync(output, token).ConfigureAwait(false);
    }
}
