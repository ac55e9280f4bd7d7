namespace HubChantier.Backup.Ports;

/// <summary>Writes gauges in Prometheus's text format.</summary>
public interface IMetricText
{
    /// <summary>Writes them all; gauges of one name in one group, as the format asks for.</summary>
    Task WriteAsync(IReadOnlyList<MetricSample> samples, Stream output, CancellationToken token);
}
