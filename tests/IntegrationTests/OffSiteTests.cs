using HubChantier.Backup.IntegrationTests.Servers;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>What copies are for: the machine is gone, and either place brings everything back.</summary>
[Collection(nameof(SampleCollection))]
public sealed class OffSiteTests(SampleFixture sample, S3Server server)
{
    [Fact]
    public void A_backup_goes_to_two_buckets_and_comes_back_from_either_when_folder_and_database_are_gone()
    {
        S3Scene scene = new(sample, server, server.NewBucket()) { Database = "off_site" };
        string second = server.NewBucket();
        sample.Server.CreateDatabase("off_site", options: $"TEMPLATE {SampleFixture.Database}");
        string text = sample.Server.Dump("off_site");

        dynamic backup = scene.Invoke(
            """
            Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder |
                Send-HubBackupToS3 @s3 |
                Send-HubBackupToS3 -Bucket $more.Extra -EndpointUrl $more.Endpoint -S3Credential $more.Credential
            """,
            second).Single();
        Assert.Equal([scene.Bucket, second], ((IEnumerable<dynamic>)backup.Copies).Select(copy => (string)copy.Bucket));

        foreach (string bucket in (string[])[scene.Bucket, second])
        {
            Directory.Delete(scene.Folder, recursive: true);
            Directory.CreateDirectory(scene.Folder);
            sample.Server.Query("postgres", "DROP DATABASE off_site");

            dynamic restore = scene.With(otherBucket: bucket)
                .Invoke("Restore-HubBackup -FromS3 -Name $more.Extra -Server $server @s3 -AssumeRoom -Confirm:$false", (string)backup.Name).Single();

            Assert.Equal("Done", $"{restore.State}");
            Assert.Equal(text, sample.Server.Dump("off_site"));
        }
    }
}
