using System.Globalization;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Providers.S3;

/// <summary>Makes the AWS SDK's client as a service needs it.</summary>
internal static class S3Client
{
    /// <summary>The region that services of one region take, whatever they call it: MinIO's, Ceph's and the SDK's own first one.</summary>
    private const string UsualRegion = "us-east-1";

    /// <summary>The SDK reads bodies 8 KB at a time, which costs a quarter of a second of processor time a GB.</summary>
    private const int BodyBufferSize = 1 << 18;

    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(15);

    /// <exception cref="BackupException"><see cref="BackupFailure.SettingInvalid"/>: AWS needs a region.</exception>
    public static AmazonS3Client Create(ObjectStoreSettings settings)
    {
        AmazonS3Config config = new()
        {
            // StallGuard tries again; and how long a request may take depends on its size: it looks whether anything moves.
            MaxErrorRetry = 0,
            Timeout = Timeout.InfiniteTimeSpan,
            ConnectTimeout = s_connectTimeout,
            BufferSize = BodyBufferSize,
            // What the SDK sends of its own since 3.7.412, CRC trailers, many services refuse; we give checksums with each body ourselves.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (settings.EndpointUrl is { } address)
        {
            config.ServiceURL = address.AbsoluteUri;
            config.AuthenticationRegion = settings.Region ?? FallbackRegion()?.SystemName ?? UsualRegion;
            // A bucket's name as a host's needs a certificate and DNS that others than AWS rarely have.
            config.ForcePathStyle = true;
        }
        else
        {
            // The settings have read the variables for the address; the SDK must not read others.
            config.IgnoreConfiguredEndpointUrls = true;
            config.RegionEndpoint = (settings.Region is { } region ? RegionEndpoint.GetBySystemName(region) : FallbackRegion()) ?? throw RegionMissing(settings.Bucket);
        }

        if (settings.AccessKeyId is null)
        {
            // The SDK's own chain: profiles, web identity, the machine's role.
            return new AmazonS3Client(config);
        }

        AWSCredentials keys = settings.SessionToken is null
            ? new BasicAWSCredentials(settings.AccessKeyId, settings.SecretAccessKey)
            : new SessionAWSCredentials(settings.AccessKeyId, settings.SecretAccessKey, settings.SessionToken);
        return new AmazonS3Client(keys, config);
    }

    private static RegionEndpoint? FallbackRegion() => FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false);

    private static BackupException RegionMissing(string bucket)
        => new(BackupFailure.SettingInvalid, string.Format(CultureInfo.CurrentCulture, Strings.RegionMissing, bucket), subject: "Region");
}
