using System.Text.Json.Nodes;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>What goes from a bucket, and what never does.</summary>
[Collection(nameof(SampleCollection))]
public sealed class S3RetentionTests(SampleFixture sample, S3Server server)
{
    private const string Expire = "Remove-HubBackupExpired -FromS3 -RetentionDays 7 -MinimumKeep 1 @s3";

    [Fact]
    public void Expired_copies_go_with_all_their_versions_and_their_mention_here()
    {
        S3Scene scene = new(sample, server, server.NewBucket(versioned: true));
        string old = Aged(scene, days: 30);
        string young = scene.Backup().Name;
        scene.Invoke("Get-HubBackup -Database $database -BackupDirectory $folder | Send-HubBackupToS3 @s3").ThrowOnError();
        scene.Invoke("Get-HubBackup -Database $database -BackupDirectory $folder | Send-HubBackupToS3 -Force @s3").ThrowOnError();

        SessionResult shown = scene.Invoke(Expire + " -WhatIf"), done = scene.Invoke(Expire);

        Assert.Equal([(old, "Remove"), (young, "Keep")], Decisions(shown));
        Assert.Equal(Decisions(shown), Decisions(done));
        Assert.DoesNotContain(scene.Client.Versions(scene.Bucket), key => key.Contains(old, StringComparison.Ordinal));
        Assert.Contains("backups/" + young + ".json", scene.Client.Keys(scene.Bucket));
        Assert.Empty(JsonNode.Parse(File.ReadAllText(Path.Combine(scene.Folder, old + ".json")))!["copies"]!.AsArray());
        Assert.True(File.Exists(Path.Combine(scene.Folder, old)));
    }

    [Fact]
    public void A_locked_copy_is_a_decision_of_its_own()
    {
        S3Scene scene = new(sample, server, server.NewBucket(locked: true));
        string old = Aged(scene, days: 30);
        scene.Backup();
        scene.Invoke("Get-HubBackup -Database $database -BackupDirectory $folder | Send-HubBackupToS3 -ObjectLockMode GOVERNANCE -ObjectLockDays 1 @s3").ThrowOnError();

        SessionResult result = scene.Invoke(Expire);

        dynamic decision = Assert.Single(result.ThrowOnError().Output, output => ((dynamic)output.BaseObject).Backup.Name == old).BaseObject;
        Assert.Equal("Locked", decision.Reason.ToString());
        Assert.Equal("Keep", decision.Action.ToString());
        Assert.Contains("backups/" + old, scene.Client.Keys(scene.Bucket));
        Assert.Equal("S3Locked", scene.Invoke("Remove-HubBackup -FromS3 -Name $more.Extra @s3", old).ErrorId());
    }

    [Fact]
    public void Keys_that_may_not_delete_make_an_error_and_the_copy_stays()
    {
        string bucket = server.NewBucket();
        S3Scene scene = new(sample, server, bucket);
        string old = Aged(scene, days: 30);
        scene.Backup();
        scene.Invoke("Get-HubBackup -Database $database -BackupDirectory $folder | Send-HubBackupToS3 @s3").ThrowOnError();
        server.Allow(bucket, "s3:GetObject", "s3:ListBucket");

        SessionResult result = scene.With(otherKeys: server.OtherKeys).Invoke(Expire);

        Assert.Equal("S3AccessDenied", result.ErrorId());
        Assert.Contains("backups/" + old + ".json", scene.Client.Keys(bucket));
    }

    [Fact]
    public void One_copy_is_removed_pinned_and_the_last_good_one_is_not_removed()
    {
        S3Scene scene = new(sample, server, server.NewBucket());
        string first = scene.Backup().Name, second = scene.Backup().Name;
        scene.Invoke("Get-HubBackup -Database $database -BackupDirectory $folder | Send-HubBackupToS3 @s3").ThrowOnError();

        scene.Invoke("Get-HubBackup -FromS3 -Name $more.Extra @s3 | Remove-HubBackup @s3", first).ThrowOnError();
        dynamic pinned = scene.Invoke("Set-HubBackup -FromS3 -Latest -Pin @s3").Single();

        Assert.True(pinned.Pinned);
        Assert.DoesNotContain(scene.Client.Keys(scene.Bucket), key => key.Contains(first, StringComparison.Ordinal));
        Assert.Equal("LastGoodBackup", scene.Invoke("Remove-HubBackup -FromS3 -Latest @s3").ErrorId());
        Assert.Contains("backups/" + second, scene.Client.Keys(scene.Bucket));
        Assert.True(File.Exists(Path.Combine(scene.Folder, first)));
    }

    private static string Aged(S3Scene scene, int days)
    {
        dynamic backup = scene.Backup();
        string path = (string)backup.FullName + ".json";
        JsonObject manifest = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        manifest["started"] = DateTimeOffset.UtcNow.AddDays(-days);
        File.WriteAllText(path, manifest.ToJsonString());
        return backup.Name;
    }

    private static (string, string)[] Decisions(SessionResult result)
        => [.. result.ThrowOnError().Output.Select(output => ((string)((dynamic)output.BaseObject).Backup.Name, (string)((dynamic)output.BaseObject).Action.ToString())).Order()];
}
