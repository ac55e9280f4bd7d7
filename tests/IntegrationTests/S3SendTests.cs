using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>What goes into a bucket, and what does not.</summary>
[Collection(nameof(SampleCollection))]
public sealed class S3SendTests(SampleFixture sample, S3Server server)
{
    private const string SendAll = "Get-HubBackup -Database $database -BackupDirectory $folder | Send-HubBackupToS3 @s3";

    [Fact]
    public void A_backup_arrives_whole_with_its_manifest_last_and_the_copy_says_by_what_it_was_compared()
    {
        using S3FaultProxy proxy = new(server.Endpoint);
        S3Scene scene = new S3Scene(sample, server, server.NewBucket()).With(otherEndpoint: proxy.Endpoint);
        string file = scene.Backup().FullName;
        string key = "backups/" + Path.GetFileName(file);

        dynamic sent = scene.Send();

        Assert.Equal([key, key + ".access.sql", key + ".json"], proxy.Requests.Where(request => request.Method == "PUT").Select(request => request.Path[(scene.Bucket.Length + 2)..]));
        Assert.Equal(File.ReadAllBytes(file), scene.Client.Get(scene.Bucket, key));
        Assert.Equal(File.ReadAllBytes(file + ".access.sql"), scene.Client.Get(scene.Bucket, key + ".access.sql"));
        Assert.Equal("Verified", sent.Copies[0].State.ToString());
        Assert.Equal("ETag", sent.Copies[0].VerifiedBy.ToString());
        Assert.Equal($"s3://{scene.Bucket}/{key}", (string)sent.Copies[0].Url);
        JsonObject local = JsonNode.Parse(File.ReadAllText(file + ".json"))!.AsObject();
        Assert.Equal(scene.Bucket, (string?)local["copies"]![0]!["bucket"]);
        local.Remove("copies");
        Assert.True(JsonNode.DeepEquals(local, JsonNode.Parse(scene.Client.Get(scene.Bucket, key + ".json"))));
        Assert.Equal((string?)local["sha256"], scene.Client.Head(scene.Bucket, key)!["x-amz-meta-hub-sha256"]);
    }

    [Fact]
    public void What_is_there_is_not_sent_again_and_what_has_changed_in_the_manifest_is()
    {
        using S3FaultProxy proxy = new(server.Endpoint);
        S3Scene scene = new S3Scene(sample, server, server.NewBucket()).With(otherEndpoint: proxy.Endpoint);
        scene.Backup();
        scene.Send();
        int first = proxy.Requests.Length;

        scene.Invoke(SendAll).ThrowOnError();

        Assert.DoesNotContain(proxy.Requests.Skip(first), request => request.Method == "PUT");

        scene.Invoke("Get-HubBackup -Database $database -BackupDirectory $folder | Set-HubBackup -Pin -BackupDirectory $folder\n" + SendAll).ThrowOnError();

        S3Request again = Assert.Single(proxy.Requests.Skip(first), request => request.Method == "PUT");
        Assert.EndsWith(".json", again.Path, StringComparison.Ordinal);
        dynamic remote = scene.Invoke("Get-HubBackup -FromS3 @s3").Single();
        Assert.True(remote.Pinned);
    }

    [Fact]
    public void What_was_tested_and_pinned_in_the_bucket_outlives_the_next_sending_and_is_seen_from_here()
    {
        S3Scene scene = new(sample, server, server.NewBucket());
        scene.Backup();
        scene.Send();
        S3Scene other = scene.With(folder: sample.NewFolder());
        other.Invoke("Test-HubBackup -FromS3 -Latest -Drill -AssumeRoom -Server $server @s3; Set-HubBackup -FromS3 -Latest -Pin -KeepUntil 2099-01-01 @s3").ThrowOnError();
        Assert.Equal("Drill", string.Join(' ', Proofs(scene.Invoke("Get-HubBackup -All @s3").Single())));

        scene.Invoke("Get-HubBackup -Latest -Database $database -BackupDirectory $folder | Test-HubBackup | Out-Null\n" + SendAll).ThrowOnError();

        dynamic remote = other.Invoke("Get-HubBackup -FromS3 @s3").Single();
        Assert.True(remote.Pinned);
        Assert.Equal(2099, remote.KeepUntil.Year);
        Assert.Equal("Drill Read", string.Join(' ', Proofs(remote)));
        using S3FaultProxy proxy = new(server.Endpoint);
        scene.With(otherEndpoint: proxy.Endpoint).Invoke(SendAll).ThrowOnError();
        Assert.DoesNotContain(proxy.Requests, request => request.Method == "PUT");

        scene.Client.Put(scene.Bucket, $"backups/{remote.Name}.json", "no manifest"u8.ToArray(), ("x-amz-meta-hub-id", $"{remote.Id}"));
        scene.Invoke(SendAll).ThrowOnError();
        Assert.Equal("Read", string.Join(' ', Proofs(other.Invoke("Get-HubBackup -FromS3 @s3").Single())));

        static IEnumerable<string> Proofs(dynamic backup) => ((IEnumerable<dynamic>)backup.Verifications).Select(proof => $"{proof.Kind}");
    }

    [Fact]
    public void A_large_file_goes_in_parts_and_comes_back_byte_for_byte()
    {
        S3Scene scene = new(sample, server, server.NewBucket());
        string file = Grow(scene.Backup(), 40 << 20);

        dynamic sent = scene.Send();

        Assert.EndsWith("-3", (string)sent.Copies[0].ETag, StringComparison.Ordinal);
        Assert.Equal("ETag", sent.Copies[0].VerifiedBy.ToString());
        Assert.Empty(scene.Client.Uploads(scene.Bucket));
        S3Scene other = scene.With(folder: sample.NewFolder());
        dynamic received = other.Invoke("Receive-HubBackupFromS3 -Latest @s3").Single();
        Assert.Equal(Hash(file), Hash((string)received.FullName));
    }

    [Fact]
    public void A_file_that_is_not_what_its_manifest_describes_gets_no_name_in_the_bucket()
    {
        S3Scene scene = new(sample, server, server.NewBucket());
        string small = scene.Backup().FullName;
        string large = Grow(scene.Backup(), 40 << 20);
        Flip(small);
        Flip(large);

        SessionResult result = scene.Invoke(SendAll);

        Assert.Equal(["ChecksumMismatch", "ChecksumMismatch"], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal(2, result.Output.Count);
        Assert.Empty(scene.Client.Keys(scene.Bucket));
        Assert.Empty(scene.Client.Uploads(scene.Bucket));
    }

    [Fact]
    public void An_object_that_is_not_of_this_backup_is_never_overwritten()
    {
        S3Scene scene = new(sample, server, server.NewBucket());
        string key = "backups/" + (string)scene.Backup().Name;
        scene.Client.Put(scene.Bucket, key, "another's"u8.ToArray());

        foreach (string force in (string[])["", " -Force"])
        {
            SessionResult result = scene.Invoke(SendAll + force);

            Assert.Equal("S3NameTaken", result.ErrorId());
            Assert.Equal("another's", Encoding.UTF8.GetString(scene.Client.Get(scene.Bucket, key)));
        }
    }

    [Fact]
    public void The_second_place_is_tried_although_the_first_fails_and_each_has_its_state()
    {
        S3Scene scene = new(sample, server, server.NewBucket());
        scene.Backup();

        SessionResult result = scene.Invoke("$s3.Remove('Bucket')\n" + SendAll + " -Bucket no-such-bucket | Send-HubBackupToS3 @s3 -Bucket $more.Bucket");

        Assert.Equal("S3BucketMissing", result.ErrorId());
        dynamic sent = Assert.Single(result.Output).BaseObject;
        Assert.Equal(["Failed", "Verified"], ((IEnumerable<object>)sent.Copies).Select(copy => ((dynamic)copy).State.ToString()).Cast<string>());
        Assert.Contains("no-such-bucket", (string)sent.Copies[0].Message, StringComparison.Ordinal);
        Assert.Equal(3, scene.Client.Keys(scene.Bucket).Length);
    }

    [Fact]
    public void Keys_that_may_only_write_make_an_unverified_copy_once()
    {
        string bucket = server.NewBucket();
        server.Allow(bucket, "s3:PutObject", "s3:AbortMultipartUpload");
        using S3FaultProxy proxy = new(server.Endpoint);
        S3Scene scene = new S3Scene(sample, server, bucket, server.OtherKeys).With(otherEndpoint: proxy.Endpoint);
        Grow(scene.Backup(), 20 << 20);

        SessionResult result = scene.Invoke(SendAll);

        dynamic sent = result.Single();
        Assert.Equal("Unverified", sent.Copies[0].State.ToString());
        Assert.Contains("nothing was compared", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(3, scene.Client.Keys(bucket).Length);
        int before = proxy.Requests.Length;
        Assert.Equal("Unverified", ((object)scene.Invoke(SendAll).Single().Copies[0].State).ToString());
        Assert.DoesNotContain(proxy.Requests.Skip(before), request => request.Method is "PUT" or "POST");
    }

    [Fact]
    public void A_backup_whose_copy_fails_is_made_and_says_what_is_missing()
    {
        S3Scene scene = new(sample, server, "no-such-bucket");

        SessionResult result = scene.Invoke("Invoke-HubBackup -Server $server -UploadToS3 @s3");

        Assert.Equal("CopyMissing", result.ErrorId());
        Assert.Equal(20, ((dynamic)result.Error().Exception).ExitCode);
        dynamic backup = Assert.Single(result.Output).BaseObject;
        Assert.Equal("Failed", backup.Copies[0].State.ToString());
        Assert.True(File.Exists((string)backup.FullName));
    }

    [Fact]
    public void A_backup_is_sent_as_it_is_made()
    {
        S3Scene scene = new(sample, server, server.NewBucket());

        dynamic backup = scene.Invoke("Invoke-HubBackup -Server $server -UploadToS3 @s3").Single();

        Assert.Equal("Verified", backup.Copies[0].State.ToString());
        Assert.Equal(3, scene.Client.Keys(scene.Bucket).Length);
    }

    [Fact]
    public void Encryption_by_the_service_and_a_lock_are_asked_for()
    {
        using S3FaultProxy proxy = new(server.Endpoint);
        S3Scene scene = new S3Scene(sample, server, server.NewBucket(locked: true)).With(otherEndpoint: proxy.Endpoint);
        scene.Backup();

        dynamic sent = scene.Invoke(SendAll + " -ObjectLockMode GOVERNANCE -ObjectLockDays 3 -ServerSideEncryption AES256").Single();

        string key = sent.Copies[0].Key;
        Dictionary<string, string> head = scene.Client.Head(scene.Bucket, key)!;
        Assert.Equal("GOVERNANCE", head["x-amz-object-lock-mode"]);
        // This server takes no notice of it.
        Assert.All(proxy.Requests.Where(request => request.Method == "PUT"), request => Assert.Equal("AES256", request.Head["x-amz-server-side-encryption"]));
        Assert.NotNull(sent.Copies[0].VersionId);
        Assert.InRange((DateTimeOffset)sent.Copies[0].LockedUntil, DateTimeOffset.UtcNow.AddDays(2.9), DateTimeOffset.UtcNow.AddDays(3.1));
    }

    [Theory]
    [InlineData("-Bucket ''", "Bucket")]
    [InlineData("-Bucket bbb -ObjectLockMode COMPLIANCE", "-ObjectLockDays")]
    [InlineData("-Bucket bbb -KmsKeyId k", "aws:kms")]
    public void Bad_input_is_refused_before_anything_is_sent(string parameters, string named)
    {
        S3Scene scene = new(sample, server, "unused");
        scene.Backup();

        SessionResult result = scene.Invoke("$s3.Remove('Bucket')\n" + SendAll + " " + parameters);

        Assert.Contains(named, result.Error().ToString(), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    /// <summary>Makes a backup's file so large that it goes in parts, with a manifest that describes it.</summary>
    internal static string Grow(dynamic backup, int length)
    {
        string file = backup.FullName;
        byte[] content = new byte[length];
        new Random(1).NextBytes(content);
        File.WriteAllBytes(file, content);
        JsonObject manifest = JsonNode.Parse(File.ReadAllText(file + ".json"))!.AsObject();
        manifest["length"] = length;
        manifest["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content));
        File.WriteAllText(file + ".json", manifest.ToJsonString());
        return file;
    }

    private static void Flip(string file)
    {
        using FileStream stream = new(file, FileMode.Open);
        stream.Position = stream.Length / 2;
        int value = stream.ReadByte();
        stream.Position--;
        stream.WriteByte((byte)(value ^ 1));
    }

    private static string Hash(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexString(SHA256.HashData(stream));
    }
}
