using HubChantier.Backup.Ports;
using HubChantier.Backup.Providers.Compression;
using HubChantier.Backup.Providers.Encryption;
using HubChantier.Backup.Providers.Logging;
using HubChantier.Backup.Providers.Metrics;
using HubChantier.Backup.Providers.Notifications;
using HubChantier.Backup.Providers.Postgres;
using HubChantier.Backup.Providers.S3;
using HubChantier.Backup.Providers.Scheduling;

namespace HubChantier.Backup.Providers;

/// <summary>The one type that the module asks this assembly for, by name.</summary>
public sealed class ProviderFactory : IProviders
{
    /// <inheritdoc/>
    public IDatabaseServer CreateDatabaseServer(ConnectionSettings connection) => new NpgsqlServer(connection);

    /// <inheritdoc/>
    public IArchiveCodec CreateZstdCodec() => new ZstdCodec();

    /// <inheritdoc/>
    public IObjectStore CreateObjectStore(ObjectStoreSettings settings) => new S3Store(settings);

    /// <inheritdoc/>
    public IMetricText CreateMetricText() => new PrometheusText();

    /// <inheritdoc/>
    public IRunCalendar CreateRunCalendar(string cronExpression, TimeZoneInfo zone) => new CronosCalendar(cronExpression, zone);

    /// <inheritdoc/>
    public IX25519 CreateX25519() => new BouncyX25519();

    /// <inheritdoc/>
    public IReadOnlyList<INotifier> CreateNotifiers(NotifierSettings settings, TimeProvider time) => Notifiers.Create(settings, time);

    /// <inheritdoc/>
    public ILogFile OpenLog(string path) => new SerilogLogFile(path);
}
