using System.Text;
using System.Text.Json.Nodes;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>What is in a bucket is listed, tested, brought back and restored.</summary>
[Collection(nameof(SampleCollection))]
public sealed class S3ReceiveTests(SampleFixture sample, S3Server server)
{
    [Fact]
    public void A_bucket_is_listed_as_a_folder_is_and_both_as_one()
    {
        S3Scene scene = new(sample, server, server.NewBucket());
        string first = scene.Backup().Name, second = scene.Backup().Name;
        scene.Invoke("Get-HubBackup -Name $more.Extra -Database $database -BackupDirectory $folder | Send-HubBackupToS3 @s3", first).ThrowOnError();
        string lost = SampleFixture.Database + "_backup_20200101_000000.sql.gz";
        scene.Client.Put(scene.Bucket, "backups/" + lost, "without manifest"u8.ToArray());
        scene.Client.Put(scene.Bucket, "backups/readme.txt", "no backup"u8.ToArray());

        SessionResult remote = scene.Invoke("Get-HubBackup -FromS3 @s3"), all = scene.Invoke("Get-HubBackup -All @s3");

        Assert.Equal([(lost, "Incomplete"), (first, "Complete")], States(remote));
        Assert.Equal([(lost, "Incomplete"), (first, "Complete"), (second, "Complete")], States(all));
        Assert.Equal([false, true, false], all.Output.Select(output => ((IEnumerable<object>)((dynamic)output.BaseObject).Copies).Any(copy => (bool)((dynamic)copy).Exists)));
        Assert.Equal(first, (string)scene.Invoke("Get-HubBackup -FromS3 -Latest @s3").Single().Name);
        Assert.Equal("BackupNotFound", scene.Invoke("Get-HubBackup -FromS3 -Name absent @s3").ErrorId());
    }

    [Fact]
    public void A_copy_that_was_taken_away_is_seen_to_be_gone()
    {
        S3Scene scene = new(sample, server, server.NewBucket());
        scene.Backup();
        string key = scene.Send().Copies[0].Key;
        scene.Client.Delete(scene.Bucket, key + ".json");
        scene.Client.Delete(scene.Bucket, key);

        dynamic backup = scene.Invoke("Get-HubBackup -All @s3").Single();

        Assert.Empty((IEnumerable<object>)backup.Copies);
        Assert.Equal("Verified", scene.Send().Copies[0].State.ToString());
    }

    [Fact]
    public void What_is_received_is_proven_and_never_put_over_what_is_there()
    {
        S3Scene scene = new(sample, server, server.NewBucket());
        dynamic backup = scene.Backup();
        string name = backup.Name;
        byte[] content = File.ReadAllBytes((string)backup.FullName);
        scene.Send();
        S3Scene other = scene.With(folder: sample.NewFolder());

        dynamic received = other.Invoke("Get-HubBackup -FromS3 @s3 | Receive-HubBackupFromS3 @s3").Single();

        string file = received.FullName;
        Assert.Equal(Path.Combine(other.Folder, name), file);
        Assert.Equal(content, File.ReadAllBytes(file));
        Assert.Equal([name, name + ".access.sql", name + ".json"], SampleFixture.Leftovers(other.Folder).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetDirectories(other.Folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        DateTime written = File.GetLastWriteTimeUtc(file);
        other.Invoke("Receive-HubBackupFromS3 $more.Extra @s3", name).ThrowOnError();
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));

        File.WriteAllText(file, "another's");
        Assert.Equal("NameTaken", other.Invoke("Receive-HubBackupFromS3 $more.Extra @s3", name).ErrorId());
        Assert.Equal("another's", File.ReadAllText(file));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".access.sql")]
    public void What_is_not_what_the_manifest_describes_gets_no_name(string extension)
    {
        S3Scene scene = new(sample, server, server.NewBucket());
        scene.Backup();
        string key = scene.Send().Copies[0].Key;
        byte[] content = scene.Client.Get(scene.Bucket, key + extension);
        content[content.Length / 2] ^= 1;
        scene.Client.Put(scene.Bucket, key + extension, content);
        S3Scene other = scene.With(folder: sample.NewFolder());

        SessionResult result = other.Invoke("Receive-HubBackupFromS3 -Latest @s3");

        Assert.Equal("S3Mismatch", result.ErrorId());
        Assert.Empty(SampleFixture.Leftovers(other.Folder));
        Assert.Empty(Directory.GetDirectories(other.Folder));
    }

    [Fact]
    public void A_copy_without_manifest_is_not_received()
    {
        S3Scene scene = new(sample, server, server.NewBucket());
        string name = SampleFixture.Database + "_backup_20200101_000000.sql.gz";
        scene.Client.Put(scene.Bucket, "backups/" + name, "without manifest"u8.ToArray());

        Assert.Equal("NotABackup", scene.Invoke("Receive-HubBackupFromS3 $more.Extra @s3", name).ErrorId());
    }

    [Fact]
    public void Keys_are_never_sent_to_a_place_that_is_piped()
    {
        S3Scene scene = new(sample, server, server.NewBucket());
        scene.Backup();
        scene.Send();
        using S3FaultProxy elsewhere = new(server.Endpoint);

        SessionResult result = scene.Invoke(
            "$b = Get-HubBackup -FromS3 @s3\n$s3.EndpointUrl = $more.Extra\n$b | Receive-HubBackupFromS3 @s3", elsewhere.Endpoint.AbsoluteUri);

        Assert.Equal("SettingInvalid", result.ErrorId());
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public void A_copy_is_tested_over_the_line_and_drilled_and_keeps_the_results()
    {
        S3Scene scene = new(sample, server, server.NewBucket());
        long rows = scene.Backup().Rows;
        scene.Send();
        S3Scene other = scene.With(folder: sample.NewFolder());

        dynamic read = other.Invoke("Test-HubBackup -FromS3 -Latest @s3").Single();
        dynamic drill = other.Invoke("Test-HubBackup -FromS3 -Latest -Drill -AssumeRoom -Server $server -Assert 'select count(*) > 0 from chantiers' @s3").Single();

        Assert.True(read.Passed);
        Assert.Equal(rows, (long)read.Rows);
        Assert.True(drill.Passed);
        Assert.Equal(rows, (long)drill.Rows);
        Assert.Equal(["Read", "Drill"], ((IEnumerable<object>)drill.Backup.Verifications).Select(one => ((dynamic)one).Kind.ToString()).Cast<string>());
        Assert.Empty(SampleFixture.Leftovers(other.Folder));
        Assert.Empty(Directory.GetDirectories(other.Folder));
    }

    [Fact]
    public void A_copy_that_is_damaged_fails_its_test()
    {
        S3Scene scene = new(sample, server, server.NewBucket());
        scene.Backup();
        string key = scene.Send().Copies[0].Key;
        byte[] content = scene.Client.Get(scene.Bucket, key);
        content[content.Length / 2] ^= 1;
        scene.Client.Put(scene.Bucket, key, content);

        dynamic test = scene.Invoke("Test-HubBackup -FromS3 -Latest @s3").Single();

        Assert.False(test.Passed);
        Assert.False(JsonNode.Parse(scene.Client.Get(scene.Bucket, key + ".json"))!["verifications"]![0]!["passed"]!.GetValue<bool>());
    }

    [Fact]
    public void A_restore_fetches_the_copy_and_a_plan_leaves_nothing()
    {
        S3Scene scene = new(sample, server, server.NewBucket());
        scene.Backup();
        scene.Send();
        S3Scene other = scene.With(folder: sample.NewFolder());

        other.Invoke("Get-HubRestorePlan -FromS3 -Latest -TargetDatabase from_s3 -AssumeRoom -Server $server @s3").ThrowOnError();
        Assert.Empty(SampleFixture.Leftovers(other.Folder));
        Assert.Empty(Directory.GetDirectories(other.Folder));

        dynamic restore = other.Invoke("Get-HubBackup -FromS3 @s3 | Restore-HubBackup -TargetDatabase from_s3 -AssumeRoom -Server $server @s3").Single();

        Assert.Equal("Done", restore.State.ToString());
        Assert.Equal("2000", sample.Server.Query("from_s3", "select count(*) from lignes_devis"));
        Assert.Equal(3, SampleFixture.Leftovers(other.Folder).Length);
        sample.Server.Query("postgres", "drop database from_s3");
    }

    private static IEnumerable<(string, string)> States(SessionResult result)
        => result.ThrowOnError().Output.Select(output => ((string)((dynamic)output.BaseObject).Name, (string)((dynamic)output.BaseObject).State.ToString()));
}
