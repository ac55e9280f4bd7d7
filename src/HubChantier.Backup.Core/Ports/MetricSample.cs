namespace HubChantier.Backup.Ports;

/// <summary>One value of one gauge, as Prometheus knows it (prometheus.io, "Metric and label naming").</summary>
/// <param name="Name">Name of the gauge, with its unit at the end: <c>hub_backup_disk_free_bytes</c>.</param>
/// <param name="Help">What it is, in one line.</param>
/// <param name="Labels">Names and values of its labels; all samples of a gauge have the same names in the same order.</param>
/// <param name="Value">The value, in the unit of its name.</param>
public sealed record MetricSample(string Name, string Help, IReadOnlyList<(string Name, string Value)> Labels, double Value);
