using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>
/// Each fault of an S3 service has its error; the local backup is never harmed, nothing half sent is a copy, and the next run, when the fault is
/// over, leaves the whole copy and nothing else.
/// </summary>
[Collection(nameof(SampleCollection))]
public sealed class S3FaultTests(SampleFixture sample, S3Server server)
{
    /// <summary>Method, and a piece of path and query, of what fails; what happens to it each time; the error.</summary>
    public static TheoryData<string, string, string, string> Lasting => new()
    {
        { "PUT", "partNumber=2", "500 InternalError", "S3ServerError" },
        { "PUT", "partNumber=2", "503 SlowDown", "S3Throttled" },
        { "PUT", "partNumber=2", "reset", "S3ConnectionLost" },
        { "PUT", "partNumber=2", "lost", "S3ConnectionLost" },
        { "PUT", "partNumber=2", "stall", "S3TimedOut" },
        { "PUT", "partNumber=2", "etag", "S3Mismatch" },
        { "PUT", "partNumber=2", "400 BadDigest", "S3Mismatch" },
        { "PUT", "partNumber=2", "403 AccessDenied", "S3AccessDenied" },
        { "PUT", "partNumber=2", "400 ExpiredToken", "S3TokenExpired" },
        { "PUT", "partNumber=2", "404 NoSuchBucket", "S3BucketMissing" },
        { "PUT", ".sql.gz.json", "500 InternalError", "S3ServerError" },
        { "POST", "uploads", "skew", "S3ClockSkewed" },
        { "POST", "uploads", "cut", "S3ConnectionLost" },
        { "POST", "uploads", "301 PermanentRedirect", "S3RegionWrong" },
        { "POST", "uploadId=", "200 InternalError", "S3ServerError" },
        { "POST", "uploadId=", "503 SlowDown", "S3Throttled" },
    };

    [Theory]
    [MemberData(nameof(Lasting))]
    public void A_fault_that_lasts_has_its_error_and_the_next_run_makes_it_good(string method, string text, string fault, string error)
    {
        using S3FaultScene scene = new(sample, server);
        S3Rule rule = scene.Proxy.When(method, text, Fault(fault));

        SessionResult failed = scene.Send();

        Assert.True(rule.Hits > 0);
        Assert.Equal(error, failed.ErrorId());
        scene.ExpectNoSecrets(failed);
        // The backup is passed on all the same, and says what is missing.
        Assert.Equal("Failed", $"{((dynamic)failed.Output.Single().BaseObject).Copies[0].State}");
        Assert.Equal(["Failed"], scene.States());
        Assert.DoesNotContain(scene.Key + ".json", scene.Scene.Client.Keys(scene.Scene.Bucket));
        Assert.Empty(scene.Scene.Client.Uploads(scene.Scene.Bucket));
        scene.ExpectUnharmed();

        scene.Proxy.Clear();
        scene.Send().ThrowOnError();

        scene.ExpectCopy();
    }

    [Theory]
    [InlineData("PUT", "partNumber=", "500 InternalError")]
    [InlineData("PUT", "partNumber=", "503 SlowDown")]
    [InlineData("PUT", "partNumber=", "reset")]
    [InlineData("PUT", "partNumber=2", "stall")]
    [InlineData("PUT", "partNumber=2", "lost")]
    [InlineData("PUT", ".access.sql", "lost")]
    [InlineData("PUT", ".json", "lost")]
    [InlineData("POST", "uploadId=", "lost")]
    [InlineData("HEAD", "", "lost")]
    public void A_fault_that_passes_is_not_seen(string method, string text, string fault)
    {
        using S3FaultScene scene = new(sample, server);
        S3Rule rule = scene.Proxy.When(method, text, Fault(fault), times: 1);

        scene.Send().ThrowOnError();

        Assert.Equal(1, rule.Hits);
        scene.ExpectCopy();
        scene.ExpectUnharmed();
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData(30, 1)]
    public void A_service_that_asks_for_more_patience_than_there_is_is_not_asked_again(int? retryAfter, int leastHits)
    {
        using S3FaultScene scene = new(sample, server);
        S3Rule rule = scene.Proxy.When("POST", "uploads", S3Fault.Answer(503, "SlowDown", retryAfter));

        Assert.Equal("S3Throttled", scene.Send().ErrorId());

        Assert.InRange(rule.Hits, leastHits, retryAfter is null ? int.MaxValue : 1);
    }

    [Fact]
    public void A_conditional_write_whose_answer_was_lost_is_not_taken_for_anothers()
    {
        using S3FaultScene scene = new(sample, server);
        S3Rule lost = scene.Proxy.When("PUT", ".access.sql", S3Fault.LoseAnswer(), times: 1);
        // This server writes whatever the condition says.
        S3Rule refused = scene.Proxy.When("PUT", ".access.sql", S3Fault.Answer(412, "PreconditionFailed"), times: 1);

        scene.Send().ThrowOnError();

        Assert.Equal((1, 1), (lost.Hits, refused.Hits));
        scene.ExpectCopy();
    }

    [Fact]
    public void What_the_service_has_in_the_end_is_compared_with_what_was_sent()
    {
        using S3FaultScene scene = new(sample, server);
        // The first look finds nothing; the one after the upload something else.
        scene.Proxy.When("HEAD", ".sql.gz", S3Fault.WrongETag());

        Assert.Equal("S3Mismatch", scene.Send().ErrorId());

        Assert.DoesNotContain(scene.Key + ".json", scene.Scene.Client.Keys(scene.Scene.Bucket));
        scene.ExpectUnharmed();
    }

    [Fact]
    public void A_name_that_does_not_resolve_and_an_address_where_nobody_is_have_errors_of_their_own()
    {
        using S3FaultScene scene = new(sample, server);
        Uri nobody;
        using (S3FaultProxy gone = new(server.Endpoint))
        {
            nobody = gone.Endpoint;
        }

        Assert.Equal("S3HostUnknown", scene.Send(new Uri("http://s3.nowhere.invalid")).ErrorId());
        Assert.Equal("S3Unreachable", scene.Send(nobody).ErrorId());
        scene.ExpectUnharmed();
    }

    [Fact]
    public void A_certificate_that_is_not_trusted_has_its_error_and_no_key_goes_over()
    {
        using S3FaultScene scene = new(sample, server, https: true);

        Assert.Equal("S3TlsFailed", scene.Send().ErrorId());

        Assert.Empty(scene.Proxy.Requests);
        scene.ExpectUnharmed();
    }

    [Fact]
    public void A_bucket_that_is_gone_and_a_secret_that_is_wrong_have_their_errors()
    {
        using S3FaultScene scene = new(sample, server);
        S3Keys wrong = server.Keys with { SecretKey = "wrong-secret-of-mine" };

        SessionResult refused = scene.Scene.With(otherKeys: wrong).Invoke("Get-HubBackup -Database $database -BackupDirectory $folder | Send-HubBackupToS3 @s3");

        Assert.Equal("S3KeyRefused", refused.ErrorId());
        Assert.DoesNotContain(wrong.SecretKey, $"{refused.Error()} {refused.Error().Exception}", StringComparison.Ordinal);
        server.Client.DeleteBucket(scene.Scene.Bucket);
        Assert.Equal("S3BucketMissing", scene.Send().ErrorId());
        scene.ExpectUnharmed();
    }

    [Fact]
    public void What_cannot_be_given_up_at_once_is_given_up_by_the_next_run()
    {
        using S3FaultScene scene = new(sample, server);
        scene.Proxy.When("PUT", "partNumber=2", S3Fault.Answer(403, "AccessDenied"));
        scene.Proxy.When("DELETE", "uploadId=", S3Fault.Answer(403, "AccessDenied"));
        Assert.Equal("S3AccessDenied", scene.Send().ErrorId());
        Assert.Equal([scene.Key], scene.Scene.Client.Uploads(scene.Scene.Bucket));

        scene.Proxy.Clear();
        scene.Send().ThrowOnError();

        scene.ExpectCopy();
        scene.ExpectUnharmed();
    }

    [Fact]
    public async Task Ctrl_C_leaves_nothing_in_the_bucket_and_the_manifest_says_that_it_was_interrupted()
    {
        using S3FaultScene scene = new(sample, server);
        using EnvironmentScope patient = new("BACKUP_S3_TIMEOUT_SECONDS", "600");
        S3Rule stall = scene.Proxy.When("PUT", "partNumber=2", S3Fault.Stall());
        using EnvironmentScope key = new("AWS_ACCESS_KEY_ID", server.Keys.AccessKey), secret = new("AWS_SECRET_ACCESS_KEY", server.Keys.SecretKey);
        using ModuleSession session = new();
        using PowerShell shell = session.Shell(
            "param($file, $bucket, $url) Send-HubBackupToS3 -LiteralPath $file -Bucket $bucket -EndpointUrl $url",
            new { file = Path.Combine(scene.Scene.Folder, scene.Name), bucket = scene.Scene.Bucket, url = scene.Proxy.Endpoint.AbsoluteUri });
        IAsyncResult running = shell.BeginInvoke();
        await stall.Hit.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(["Uploading"], scene.States());

        shell.Stop();

        Assert.True(running.IsCompleted);
        Assert.Equal(["Failed"], scene.States());
        Assert.Empty(scene.Scene.Client.Keys(scene.Scene.Bucket));
        Assert.Empty(scene.Scene.Client.Uploads(scene.Scene.Bucket));
        scene.ExpectUnharmed();
    }

    [Fact]
    public async Task A_run_that_is_killed_leaves_nothing_after_the_next_one()
    {
        using S3FaultScene scene = new(sample, server);
        S3Rule stall = scene.Proxy.When("PUT", "partNumber=2", S3Fault.Stall());
        string script = Path.Combine(Path.GetDirectoryName(scene.Scene.Folder)!, "send.ps1");
        await File.WriteAllTextAsync(script, $"""
            $ErrorActionPreference = 'Stop'
            Import-Module '{RepositoryRoot.ModuleManifest}'
            Send-HubBackupToS3 -LiteralPath '{Path.Combine(scene.Scene.Folder, scene.Name)}' -Bucket {scene.Scene.Bucket} -EndpointUrl '{scene.Proxy.Endpoint}'
            """);
        using (EnvironmentScope patient = new("BACKUP_S3_TIMEOUT_SECONDS", "600"))
        using (EnvironmentScope key = new("AWS_ACCESS_KEY_ID", server.Keys.AccessKey), secret = new("AWS_SECRET_ACCESS_KEY", server.Keys.SecretKey))
        using (Process run = Process.Start(new ProcessStartInfo("dotnet", [KilledRunTests.ModuleHost, "-File", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!)
        {
            await Task.WhenAny(stall.Hit, run.WaitForExitAsync());
            Assert.False(run.HasExited, "The run ended by itself.");
            run.Kill();
            await run.WaitForExitAsync();
        }

        Assert.Equal([scene.Key], scene.Scene.Client.Uploads(scene.Scene.Bucket));
        Assert.Equal(["Uploading"], scene.States());
        Assert.Empty(scene.Scene.Client.Keys(scene.Scene.Bucket));
        scene.ExpectUnharmed();

        scene.Proxy.Clear();
        scene.Send().ThrowOnError();

        scene.ExpectCopy();
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("reset")]
    [InlineData("500 InternalError")]
    [InlineData("stall")]
    public void A_download_that_breaks_off_goes_on_where_it_broke(string fault)
    {
        using S3FaultScene scene = new(sample, server);
        scene.Send().ThrowOnError();
        S3Rule rule = scene.Proxy.When("GET", ".sql.gz", fault == "cut" ? S3Fault.CutAnswer(afterBytes: 5_000_000) : Fault(fault), times: 1);
        S3Scene other = scene.Scene.With(folder: sample.NewFolder());

        other.Invoke("Receive-HubBackupFromS3 -Latest @s3").ThrowOnError();

        Assert.Equal(1, rule.Hits);
        Assert.True(File.ReadAllBytes(Path.Combine(other.Folder, scene.Name)).AsSpan().SequenceEqual(scene.Content));
    }

    [Theory]
    [InlineData(".sql.gz", "500 InternalError", "S3ServerError")]
    [InlineData(".sql.gz", "503 SlowDown", "S3Throttled")]
    [InlineData(".sql.gz", "cut", "S3ConnectionLost")]
    [InlineData(".sql.gz", "reset", "S3ConnectionLost")]
    [InlineData(".sql.gz", "stall", "S3TimedOut")]
    [InlineData(".sql.gz", "403 AccessDenied", "S3AccessDenied")]
    [InlineData(".sql.gz", "400 ExpiredToken", "S3TokenExpired")]
    [InlineData(".sql.gz", "skew", "S3ClockSkewed")]
    [InlineData("list-type=2", "403 AccessDenied", "S3AccessDenied")]
    [InlineData("list-type=2", "cut", "S3ConnectionLost")]
    public void A_download_and_a_restore_that_fail_leave_nothing(string text, string fault, string error)
    {
        using S3FaultScene scene = new(sample, server);
        scene.Send().ThrowOnError();
        scene.Proxy.When("GET", text, Fault(fault));
        S3Scene other = scene.Scene.With(folder: sample.NewFolder());

        Assert.Equal(error, other.Invoke("Receive-HubBackupFromS3 -Latest @s3").ErrorId());
        Assert.Equal(error, other.Invoke("Restore-HubBackup -FromS3 -Latest -TargetDatabase of_a_fault -AssumeRoom -Server $server @s3").ErrorId());

        Assert.Empty(Directory.Exists(other.Folder) ? SampleFixture.Leftovers(other.Folder) : []);
        Assert.Empty(sample.Server.Databases("of_a_fault"));
        scene.ExpectCopy();
    }

    private static S3Fault Fault(string name) => name switch
    {
        "reset" => S3Fault.Reset(afterBytes: 1_000_000),
        "lost" => S3Fault.LoseAnswer(),
        "stall" => S3Fault.Stall(),
        "etag" => S3Fault.WrongETag(),
        "cut" => S3Fault.CutAnswer(afterBytes: 50),
        "skew" => S3Fault.ClockSkew(TimeSpan.FromHours(3)),
        _ => S3Fault.Answer(int.Parse(name[..3], CultureInfo.InvariantCulture), name[4..]),
    };
}
