using HubChantier.Backup.Ports;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Setup;

/// <summary>What to do about a bucket that does not let us, by the real reason.</summary>
internal static class BucketAdvice
{
    public static string Of(BackupException exception, SetupGround ground, IObjectStore store, params IReadOnlyList<string> rights) => exception.Failure switch
    {
        BackupFailure.S3AccessDenied => Allow(store, ground.Settings.Prefix + "*", rights),
        BackupFailure.S3BucketMissing => SetupFinding.Format(
            Strings.SetupBucketAdvice, ground.WhereIs(nameof(BackupSettings.Bucket)), ground.WhereIs(nameof(BackupSettings.EndpointUrl)), Make(ground.Settings)),
        BackupFailure.S3KeyMissing or BackupFailure.S3KeyRefused => SetupFinding.Format(
            Strings.SetupKeysAdvice, ground.WhereAre(nameof(BackupSettings.S3AccessKeyId), nameof(BackupSettings.S3SecretAccessKey))),
        BackupFailure.S3RegionWrong => SetupFinding.Format(
            Strings.SetupRegionAdvice, ground.WhereIs(nameof(BackupSettings.Region)), ground.WhereIs(nameof(BackupSettings.EndpointUrl))),
        BackupFailure.S3ClockSkewed => SetClock,
        BackupFailure.S3HostUnknown => SetupFinding.Format(
            Strings.SetupHostAdvice, ground.WhereIs(nameof(BackupSettings.EndpointUrl)), $"getent hosts {Shell.Quote(store.Endpoint.Split(':')[0])}"),
        _ => ground.Request.Advice(exception.Failure),
    };

    public static string SetClock => OperatingSystem.IsWindows() ? "w32tm /resync" : Shell.Sudo + "timedatectl set-ntp true";

    /// <summary>A statement for the policy of the keys or of the bucket, with spaces at which a screen may break it.</summary>
    /// <param name="store">The bucket.</param>
    /// <param name="keys">The keys of objects that are meant; null for the bucket itself.</param>
    /// <param name="rights">What to allow.</param>
    public static string Allow(IObjectStore store, string? keys, params IReadOnlyList<string> rights)
    {
        // Scaleway's documentation, "Bucket policies overview": its resources have no arn.
        string bucket = store.Endpoint.EndsWith(".scw.cloud", StringComparison.OrdinalIgnoreCase) ? store.Bucket : "arn:aws:s3:::" + store.Bucket;
        string actions = string.Join(", ", rights.Select(right => $"\"s3:{right}\""));
        return $"{Strings.SetupPolicyAdvice}\n{{\"Effect\": \"Allow\", \"Action\": [{actions}], \"Resource\": \"{bucket}{(keys is null ? "" : "/" + keys)}\"}}";
    }

    private static string Make(BackupSettings settings)
        => $"aws s3 mb s3://{settings.Bucket}{(settings.EndpointUrl is { } address ? $" --endpoint-url {Shell.Quote(address.AbsoluteUri.TrimEnd('/'))}" : "")}"
            + (settings.Region is { } region ? $" --region {region}" : "");
}
