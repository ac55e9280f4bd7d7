namespace HubChantier.Backup.Ports;

/// <summary>Makes what third-party packages give. Implemented by HubChantier.Backup.Providers, which loads on first use in a load context of its own.</summary>
public interface IProviders
{
    /// <summary>A server that is asked over PostgreSQL's own protocol.</summary>
    IDatabaseServer CreateDatabaseServer(ConnectionSettings connection);

    /// <summary>Zstandard, which .NET 10 does not have.</summary>
    IArchiveCodec CreateZstdCodec();

    /// <summary>A bucket of an S3-compatible service; nothing is asked of it yet.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.SettingInvalid"/>: AWS needs a region, and nothing names one.</exception>
    IObjectStore CreateObjectStore(ObjectStoreSettings settings);

    /// <summary>Prometheus's text format.</summary>
    IMetricText CreateMetricText();

    /// <summary>The times of a cron expression in a time zone.</summary>
    IRunCalendar CreateRunCalendar(string cronExpression, TimeZoneInfo zone);

    /// <summary>The key agreement of encrypted backups, which .NET 10 does not have.</summary>
    IX25519 CreateX25519();

    /// <summary>The channels that the settings name; none is asked yet.</summary>
    IReadOnlyList<INotifier> CreateNotifiers(NotifierSettings settings, TimeProvider time);

    /// <summary>Opens a log file to append to it.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    ILogFile OpenLog(string path);
}
