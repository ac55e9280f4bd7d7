using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>Health by what the manifests here tell of copies, and by what is in the bucket.</summary>
[Collection(nameof(SampleCollection))]
public sealed class S3HealthTests(SampleFixture sample, S3Server server)
{
    [Fact]
    public void What_is_in_the_bucket_is_seen_only_by_looking_into_it()
    {
        S3Scene scene = new(sample, server, server.NewBucket());
        string name = scene.Backup().Name;
        string key = scene.Send().Copies[0].Key;
        S3Scene newMachine = scene.With(folder: sample.NewFolder());

        Assert.Equal(("DrillTooOld", name), Told(scene, ""));
        Assert.Equal(("DrillTooOld", name), Told(scene, "-FromS3"));
        Assert.Equal(("BackupMissing CopyMissing DrillTooOld", null), Told(newMachine, ""));
        Assert.Equal(("BackupMissing DrillTooOld", name), Told(newMachine, "-FromS3"));
        scene.Client.Delete(scene.Bucket, key + ".json");
        scene.Client.Delete(scene.Bucket, key);
        Assert.Equal(("DrillTooOld", name), Told(scene, ""));
        Assert.Equal(("CopyMissing DrillTooOld", null), Told(scene, "-FromS3"));
    }

    [Fact]
    public void Without_being_told_to_look_no_bucket_is_asked_and_one_that_is_not_there_is_a_warning()
    {
        using S3FaultProxy proxy = new(server.Endpoint);
        S3Scene scene = new S3Scene(sample, server, server.NewBucket()).With(otherEndpoint: proxy.Endpoint);
        string name = scene.Backup().Name;
        scene.Send();
        int sent = proxy.Requests.Length;

        Assert.Equal(("DrillTooOld", name), Told(scene, ""));
        Assert.Equal(sent, proxy.Requests.Length);
        Assert.Equal(("CopyMissing BucketUnreadable DrillTooOld", null), Told(scene.With(otherBucket: "no-such-bucket"), "-FromS3"));
        Assert.Equal("SettingInvalid", sample.Invoke("Get-HubBackupHealth -FromS3 -SkipServer -Database $database -BackupDirectory $folder", scene.Folder, scene.Database).ErrorId());
    }

    /// <summary>Ids of the reasons, and the backup whose copy is the newest in the configured bucket.</summary>
    private static (string Reasons, string? Copied) Told(S3Scene scene, string options)
    {
        dynamic health = scene.Invoke($"Get-HubBackupHealth @s3 -SkipServer -FreePercent 0 {options}").Single();
        return (
            string.Join(' ', ((IEnumerable<object>)health.Reasons).Select(reason => ((dynamic)reason).Id)),
            ((IEnumerable<object>)health.Copies).Select(copy => (string?)((dynamic)copy).BackupName).First());
    }
}
