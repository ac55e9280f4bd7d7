using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Setup;

/// <summary>Whether there is a bucket for copies elsewhere.</summary>
internal sealed class BucketCheck() : SetupCheck(HubSetupCategory.S3, "ObjectStore", EnvFileCheck.Setting, nameof(BackupSettings.Bucket))
{
    public override Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token) => Task.FromResult(
        ground.Settings.Bucket is null ? SetupFinding.Skipped(Strings.SetupNoBucket) : SetupFinding.Skipped(Strings.SetupBucketUntried, ground.Settings.Bucket));
}
