using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>The policies of the guide to S3 allow what it says they do; both languages and both services have the same ones.</summary>
[Collection(nameof(SampleCollection))]
public sealed partial class S3PolicyTests(SampleFixture sample, S3Server server)
{
    private const string Send = "Get-HubBackup -Database $database -BackupDirectory $folder | Send-HubBackupToS3 @s3";

    [Theory]
    [InlineData("HubBackupWrite", "Unverified")]
    [InlineData("HubBackupSend", "Verified")]
    public void Keys_that_may_write_send_and_what_they_may_see_is_compared(string policy, string state)
    {
        S3Scene scene = Other(policy);
        S3SendTests.Grow(scene.Backup(), 20 << 20);

        Assert.Equal(state, $"{((dynamic)scene.Invoke(Send).Single()).Copies[0].State}");

        string[] keys = scene.Client.Keys(scene.Bucket);
        Assert.Equal(3, keys.Length);
        using S3Client writer = server.As(server.OtherKeys);
        Assert.All(keys, key => Assert.Equal(HttpStatusCode.Forbidden, writer.Send(HttpMethod.Delete, scene.Bucket, key).StatusCode));
    }

    [Fact]
    public void Keys_that_may_read_list_test_and_restore()
    {
        S3Scene scene = Other("HubBackupRead");
        scene.Backup();
        scene.With(otherKeys: server.Keys).Send();
        S3Scene reader = scene.With(folder: sample.NewFolder());

        Assert.True(reader.Invoke("Test-HubBackup -FromS3 -Latest @s3").Single().Passed);
        reader.Invoke("Receive-HubBackupFromS3 -Latest @s3").ThrowOnError();

        Assert.Equal(3, SampleFixture.Leftovers(reader.Folder).Length);
        Assert.Equal("S3AccessDenied", reader.Invoke("Send-HubBackupToS3 -Latest @s3 -Force").ErrorId());
        Assert.Equal("S3AccessDenied", reader.Invoke("Set-HubBackup -FromS3 -Latest -Pin @s3").ErrorId());
    }

    [Fact]
    public void Keys_that_may_rotate_remove_every_version()
    {
        S3Scene scene = Other("HubBackupRotate", versioned: true);
        string first = scene.Backup().Name;
        scene.Backup();
        scene.With(otherKeys: server.Keys).Invoke(Send).ThrowOnError();

        scene.Invoke("Remove-HubBackup -FromS3 -Name $more.Extra @s3 -Confirm:$false", first).ThrowOnError();

        Assert.DoesNotContain(scene.Client.Versions(scene.Bucket), key => key.Contains(first, StringComparison.Ordinal));
    }

    [Fact]
    public void Both_languages_and_both_services_have_the_same_policies()
    {
        string[] english = Blocks("s3.md"), french = Blocks(Path.Combine("fr", "s3.md"));
        Assert.Equal(english, french);

        Dictionary<string, string[]> aws = Statements(english, "2012-10-17"), scaleway = Statements(english, "2023-04-17");
        scaleway.Remove("owner");
        Assert.Equal(["HubBackupRead", "HubBackupReadBucket", "HubBackupRotate", "HubBackupRotateBucket", "HubBackupWrite"], scaleway.Keys.Order(StringComparer.Ordinal));
        Assert.All(scaleway, statement => Assert.Equal(aws[statement.Key], statement.Value));
    }

    private S3Scene Other(string policy, bool versioned = false)
    {
        string bucket = server.NewBucket(versioned);
        Dictionary<string, string[]> statements = Statements(Blocks("s3.md"), "2012-10-17");
        server.Allow(bucket, [.. statements[policy], .. statements.GetValueOrDefault(policy + "Bucket", [])]);
        return new S3Scene(sample, server, bucket, server.OtherKeys);
    }

    private static string[] Blocks(string guide)
        => [.. JsonBlock().Matches(File.ReadAllText(RepositoryRoot.Combine("docs", guide))).Select(match => match.Groups["json"].Value)];

    /// <summary>The actions of each statement, by its name.</summary>
    private static Dictionary<string, string[]> Statements(string[] blocks, string version) => blocks
        .Select(block => JsonNode.Parse(block)!)
        .Where(policy => (string?)policy["Version"] == version)
        .SelectMany(policy => policy["Statement"]!.AsArray())
        .ToDictionary(statement => (string)statement!["Sid"]!, statement => statement!["Action"] is JsonArray actions ? [.. actions.Select(action => (string)action!)] : Array.Empty<string>());

    [GeneratedRegex(@"^```json\n(?<json>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex JsonBlock();
}
