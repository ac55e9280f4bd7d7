using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Text.Json.Nodes;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>What Test-HubBackupSetup tries in a bucket. No database server is needed for it, and none is there.</summary>
[Collection(nameof(SampleCollection))]
public sealed class SetupBucketTests(SampleFixture sample, S3Server server)
{
    private const string Test = "Test-HubBackupSetup @s3 -Server 127.0.0.1 -Port 1 -InformationAction Ignore";

    private static readonly string[] s_names = ["S3Write", "S3Read", "S3Clock", "S3List", "S3Multipart", "S3Delete"];

    [Fact]
    public void All_passes_and_nothing_is_left_not_even_a_version()
    {
        S3Scene scene = new(sample, server, server.NewBucket(versioned: true));

        SetupLine[] checks = Run(scene);

        Assert.Equal(s_names.Select(name => (name, "Passed")), checks.Select(check => (check.Name, check.Status)));
        Assert.Contains($"s3://{scene.Bucket}/backups/hub-setup-", checks[0].Message, StringComparison.Ordinal);
        Assert.Empty(server.Client.Versions(scene.Bucket));
        Assert.Empty(server.Client.Uploads(scene.Bucket));
    }

    [Theory]
    [InlineData("no-such-bucket", null, "no-such-bucket", "aws s3 mb s3://no-such-bucket --endpoint-url http://")]
    [InlineData(null, "secret", "refused the keys", "Correct -S3Credential")]
    [InlineData(null, "http://no-such-host.invalid", "no-such-host.invalid", "getent hosts no-such-host.invalid")]
    [InlineData(null, "http://127.0.0.1:1", "127.0.0.1:1", "-EndpointUrl")]
    [InlineData(null, "tls", "No secure connection", "certificate")]
    [InlineData(null, "403 RequestTimeTooSkewed", "RequestTimeTooSkewed", "timedatectl set-ntp true")]
    [InlineData(null, "400 AuthorizationHeaderMalformed", "another region", "Correct AWS_DEFAULT_REGION, AWS_REGION")]
    public void Why_nothing_can_be_written_is_told_with_what_mends_it(string? bucket, string? fault, string says, string recommends)
    {
        using S3FaultProxy proxy = new(server.Endpoint, https: fault == "tls");
        S3Scene scene = new(sample, server, bucket ?? server.NewBucket());
        if (fault?.Split(' ') is [string status, string code])
        {
            proxy.When(method: null, "", S3Fault.Answer(int.Parse(status, CultureInfo.InvariantCulture), code));
        }

        SetupLine[] checks = Run(fault switch
        {
            null => scene,
            "secret" => scene.With(otherKeys: server.Keys with { SecretKey = "not-it" }),
            _ => scene.With(otherEndpoint: fault.StartsWith("http:", StringComparison.Ordinal) ? new Uri(fault) : proxy.Endpoint),
        });

        Assert.Equal(["Failed", "Skipped", "Skipped", "Skipped", "Skipped", "Skipped"], checks.Select(check => check.Status));
        Assert.Contains(says, checks[0].Message, StringComparison.Ordinal);
        Assert.Contains(recommends, checks[0].Recommendation, StringComparison.Ordinal);
        Assert.DoesNotContain("not-it", string.Concat(checks.Select(check => check.Message + check.Recommendation)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_keys_may_not_do_is_told_with_the_statement_that_allows_it()
    {
        string bucket = server.NewBucket();
        S3Scene scene = new(sample, server, bucket, server.OtherKeys);
        server.Allow(bucket, "s3:GetBucketLocation");

        SetupLine denied = Run(scene)[0];
        Assert.Equal("Failed", denied.Status);
        server.Allow(bucket, "s3:PutObject");
        SetupLine[] writeOnly = Run(scene);
        Run(scene);

        // Keys that may only write are a choice: no failure, and what they cannot take away is one object, however often one tests.
        Assert.Equal(["Passed", "Warning", "Skipped", "Warning", "Warning", "Warning"], writeOnly.Select(check => check.Status));
        string left = Assert.Single(server.Client.Keys(bucket));
        Assert.Contains(left, writeOnly[^1].Message, StringComparison.Ordinal);

        Assert.All(writeOnly.Append(denied).Where(check => check.Recommendation is not null), check => Assert.Equal(
            $"arn:aws:s3:::{bucket}{(check.Name == "S3List" ? "" : "/backups/*")}", (string?)Statement(check)["Resource"]));
        server.Allow(bucket, [.. writeOnly.Append(denied).Where(check => check.Recommendation is not null)
            .SelectMany(check => Statement(check)["Action"]!.AsArray()).Select(action => (string)action!).Distinct()]);
        Assert.All(Run(scene), check => Assert.Equal("Passed", check.Status));
        Assert.Empty(server.Client.Keys(bucket));
    }

    [Fact]
    public void A_locked_bucket_keeps_the_object_and_the_test_says_until_when()
    {
        string bucket = server.NewBucket(locked: true);
        const string Lock = "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Days>2</Days></DefaultRetention></Rule></ObjectLockConfiguration>";
        server.Client.Expect(HttpMethod.Put, bucket, query: "object-lock=", body: Encoding.UTF8.GetBytes(Lock)).Dispose();

        SetupLine[] checks = Run(new S3Scene(sample, server, bucket));

        Assert.All(checks, check => Assert.Equal("Passed", check.Status));
        Assert.Contains(DateTime.Now.AddDays(2).ToString("d", CultureInfo.GetCultureInfo("en-US")), checks[^1].Message, StringComparison.Ordinal);
        Assert.Single(server.Client.Keys(bucket));
    }

    [Theory]
    [InlineData(-120, "Warning", "00:0")]
    [InlineData(120, "Warning", "00:0")]
    [InlineData(30, "Passed", "")]
    public void A_clock_that_goes_wrong_is_told_before_the_service_refuses(int seconds, string status, string says)
    {
        using S3FaultProxy proxy = new(server.Endpoint);
        proxy.When("HEAD", "", S3Fault.AnswerHeader("Last-Modified", DateTimeOffset.UtcNow.AddSeconds(seconds).ToString("r", CultureInfo.InvariantCulture)));

        SetupLine clock = Run(new S3Scene(sample, server, server.NewBucket(), endpoint: proxy.Endpoint)).Single(check => check.Name == "S3Clock");

        Assert.Equal(status, clock.Status);
        Assert.Contains(says, clock.Message, StringComparison.Ordinal);
        Assert.Equal(status == "Warning", clock.Recommendation?.Contains("timedatectl", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public void Without_a_bucket_one_line_says_so_and_WhatIf_asks_the_service_nothing()
    {
        using S3FaultProxy proxy = new(server.Endpoint);
        S3Scene scene = new(sample, server, server.NewBucket(), endpoint: proxy.Endpoint);

        SetupLine[] tried = Run(scene, Test + " -WhatIf");
        SetupLine none = Assert.Single(Run(scene, "$s3.Remove('Bucket'); " + Test));

        Assert.All(tried, check => Assert.Equal("Skipped", check.Status));
        Assert.Equal(("S3Write", "Skipped"), (none.Name, none.Status));
        Assert.Empty(proxy.Requests);
    }

    [Fact]
    public async Task Ctrl_C_leaves_nothing()
    {
        using S3FaultProxy proxy = new(server.Endpoint);
        string bucket = server.NewBucket();
        S3Rule stall = proxy.When("GET", "/backups/hub-setup-", S3Fault.Stall(), times: 1);
        using ModuleSession session = new();
        using PowerShell shell = session.Shell(
            "param($bucket, $url, $folder) Test-HubBackupSetup -Bucket $bucket -EndpointUrl $url -BackupDirectory $folder -Server 127.0.0.1 -Port 1",
            new { bucket, url = proxy.Endpoint.AbsoluteUri, folder = sample.NewFolder() });
        using EnvironmentScope key = new("AWS_ACCESS_KEY_ID", server.Keys.AccessKey), secret = new("AWS_SECRET_ACCESS_KEY", server.Keys.SecretKey);
        IAsyncResult running = shell.BeginInvoke();
        await stall.Hit.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Single(server.Client.Keys(bucket));

        shell.Stop();

        Assert.True(running.IsCompleted);
        Assert.Empty(server.Client.Keys(bucket));
    }

    [Fact]
    public void The_last_copy_is_told_with_its_age()
    {
        S3Scene scene = new(sample, server, server.NewBucket());
        const string WithServer = "Test-HubBackupSetup @s3 -Server $server -InformationAction Ignore | Where-Object Name -eq LastCopy";
        scene.Backup();
        SetupLine before = Assert.Single(Lines(scene, WithServer));
        scene.Send();
        SetupLine after = Assert.Single(Lines(scene, WithServer));

        Assert.Equal(("Warning", "Get-HubBackup -Latest | Send-HubBackupToS3"), (before.Status, before.Recommendation));
        Assert.Equal(("Passed", null), (after.Status, after.Recommendation));
    }

    private static SetupLine[] Run(S3Scene scene, string script = Test) => [.. Lines(scene, script).Where(check => check.Category == "S3")];

    private static SetupLine[] Lines(S3Scene scene, string script) => [.. scene.Invoke(script).ThrowOnError().Output.Select(check => SetupLine.Of(check.BaseObject))];

    /// <summary>The statement of a policy among the lines of a recommendation.</summary>
    private static JsonObject Statement(SetupLine check) => JsonNode.Parse(check.Recommendation!.Split('\n').Single(line => line.StartsWith('{')))!.AsObject();
}
