using System.Globalization;
using HubChantier.Backup.Commands.Hosting;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Settings;
using HubChantier.Backup.Transfer;

namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>The bucket that a cmdlet's settings name, opened when it is first needed.</summary>
internal sealed class StoreSession : IDisposable
{
    private readonly Func<BackupSettings> _settings;
    private IObjectStore? _store;

    public StoreSession(Func<BackupSettings> settings) => _settings = settings;

    /// <summary>The bucket.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.SettingInvalid"/>: no bucket is set, or AWS needs a region.</exception>
    public IObjectStore Store => _store ??= Open(_settings());

    /// <summary>What the keys begin with.</summary>
    public string Prefix => _settings().Prefix;

    /// <summary>Bucket and prefix as a person writes them.</summary>
    public string Url => $"s3://{Store.Bucket}/{Prefix}";

    /// <summary>Its backups.</summary>
    public RemoteCatalogue Catalogue => new(Store, Prefix);

    /// <summary>The bucket in which a backup of the pipeline lies: what is piped never chooses a service to which keys are sent.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.SettingInvalid"/>: the settings name another.</exception>
    public IObjectStore StoreOf(HubBackup backup)
    {
        HubCopy copy = backup.Remote!;
        return copy.Bucket == Store.Bucket && copy.Endpoint.Equals(Store.Endpoint, StringComparison.OrdinalIgnoreCase)
            ? Store
            : throw new BackupException(
                BackupFailure.SettingInvalid,
                string.Format(CultureInfo.CurrentCulture, Strings.WrongPlace, backup.FullName, copy.Endpoint, Store.Bucket, Store.Endpoint),
                subject: backup);
    }

    public void Dispose() => _store?.Dispose();

    private static IObjectStore Open(BackupSettings settings) => ProvidersHost.Providers.CreateObjectStore(new ObjectStoreSettings
    {
        Bucket = settings.Bucket ?? throw new BackupException(BackupFailure.SettingInvalid, Strings.BucketNotSet, subject: nameof(settings.Bucket)),
        EndpointUrl = settings.EndpointUrl,
        Region = settings.Region,
        AccessKeyId = settings.S3AccessKeyId,
        SecretAccessKey = settings.S3SecretAccessKey,
        SessionToken = settings.S3SessionToken,
        Checksum = settings.S3Checksum == "sha256" ? ObjectChecksum.Sha256 : ObjectChecksum.Md5,
        ChunkedSigning = settings.S3ChunkedSigning,
        StallTimeout = TimeSpan.FromSeconds(settings.S3TimeoutSeconds),
    });
}
