using System.Net;
using System.Text;
using HubChantier.Backup.IntegrationTests.Servers;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>That the ground holds on which the tests of S3 stand: a server that checks keys, and a proxy that does the faults it is told to.</summary>
[Collection(nameof(SampleCollection))]
public sealed class S3ServerTests(S3Server server)
{
    private static readonly byte[] s_content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(number => $"{number} é\n")));

    [Fact]
    public void Keys_that_the_server_does_not_know_are_refused()
    {
        string bucket = server.NewBucket();
        using S3Client wrong = server.As(server.Keys with { SecretKey = "wrong" });

        using HttpResponseMessage answer = wrong.Send(HttpMethod.Get, bucket);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public void The_other_user_may_do_what_he_is_allowed_and_nothing_else()
    {
        string bucket = server.NewBucket();
        using S3Client other = server.As(server.OtherKeys);
        Assert.Equal(HttpStatusCode.Forbidden, other.Send(HttpMethod.Put, bucket, "a", body: s_content).StatusCode);

        server.Allow(bucket, "s3:PutObject");

        other.Put(bucket, "a", s_content);
        Assert.Equal(s_content, server.Client.Get(bucket, "a"));
        Assert.Equal(HttpStatusCode.Forbidden, other.Send(HttpMethod.Get, bucket, "a").StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, other.Send(HttpMethod.Delete, bucket, "a").StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, other.Send(HttpMethod.Get, bucket, query: "list-type=2").StatusCode);
    }

    [Fact]
    public void A_versioned_bucket_keeps_what_is_deleted_and_a_locked_one_forbids_it()
    {
        string versioned = server.NewBucket(versioned: true), locked = server.NewBucket(locked: true);
        server.Client.Put(versioned, "a", s_content);
        server.Client.Delete(versioned, "a");
        Assert.Empty(server.Client.Keys(versioned));
        Assert.Equal(["a", "a"], server.Client.Versions(versioned));

        server.Client.Put(
            locked, "b", s_content, ("x-amz-object-lock-mode", "COMPLIANCE"), ("x-amz-object-lock-retain-until-date", $"{DateTime.UtcNow.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}"));
        string version = server.Client.Head(locked, "b")!["x-amz-version-id"];

        Assert.Equal(HttpStatusCode.Forbidden, server.Client.Send(HttpMethod.Delete, locked, "b", $"versionId={version}").StatusCode);
    }

    [Fact]
    public void A_client_that_people_have_reads_and_writes_the_same_objects()
    {
        string bucket = server.NewBucket(), file = Path.GetTempFileName();
        byte[] large = new byte[20_000_000];
        new Random(1).NextBytes(large);
        File.WriteAllBytes(file, large);

        ForeignS3Client.Upload(server.Endpoint, server.Keys, file, bucket, "folder/large");
        server.Client.Put(bucket, "small", s_content);

        File.Delete(file);
        Assert.Equal(large, server.Client.Get(bucket, "folder/large"));
        Assert.Equal(s_content, ForeignS3Client.Download(server.Endpoint, server.Keys, bucket, "small"));
    }

    [Fact]
    public void The_proxy_passes_everything_on_and_writes_it_down()
    {
        string bucket = server.NewBucket();
        using S3FaultProxy proxy = new(server.Endpoint);
        using S3Client client = new(proxy.Endpoint, server.Keys);

        client.Put(bucket, "folder/é à.txt", s_content);
        client.BeginUpload(bucket, "begun");

        Assert.Equal(s_content, client.Get(bucket, "folder/é à.txt"));
        Assert.Equal($"{s_content.Length}", client.Head(bucket, "folder/é à.txt")!["Content-Length"]);
        Assert.Null(client.Head(bucket, "nothing"));
        Assert.Equal(["folder/é à.txt"], client.Keys(bucket));
        Assert.Equal(["begun"], client.Uploads(bucket));
        Assert.Equal(["PUT", "POST", "GET", "HEAD", "HEAD", "GET", "GET"], proxy.Requests.Select(request => request.Method));
        Assert.Equal($"PUT /{bucket}/folder/%C3%A9%20%C3%A0.txt", $"{proxy.Requests[0]}");
        Assert.Equal($"POST /{bucket}/begun?uploads=", $"{proxy.Requests[1]}");
    }

    [Fact]
    public void The_proxy_answers_only_the_first_requests_that_match_with_an_error()
    {
        string bucket = server.NewBucket();
        using S3FaultProxy proxy = new(server.Endpoint);
        using S3Client client = new(proxy.Endpoint, server.Keys);
        S3Rule rule = proxy.When("PUT", "/a", S3Fault.Answer(503, "SlowDown"), times: 2);

        HttpStatusCode Put(string key)
        {
            using HttpResponseMessage answer = client.Send(HttpMethod.Put, bucket, key, body: s_content);
            return answer.StatusCode;
        }

        Assert.Equal(
            [HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK],
            [Put("a"), Put("b"), Put("a"), Put("a")]);
        Assert.Equal(2, rule.Hits);
        Assert.Equal(["a", "b"], server.Client.Keys(bucket));
    }

    [Fact]
    public void The_proxy_tells_another_time()
    {
        using S3FaultProxy proxy = new(server.Endpoint);
        using S3Client client = new(proxy.Endpoint, server.Keys);
        proxy.When(method: null, "", S3Fault.ClockSkew(TimeSpan.FromHours(-2)));

        using HttpResponseMessage answer = client.Send(HttpMethod.Get, server.NewBucket());

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.InRange(answer.Headers.Date!.Value, DateTimeOffset.UtcNow.AddHours(-2.1), DateTimeOffset.UtcNow.AddHours(-1.9));
    }

    [Theory]
    [InlineData("reset", false)]
    [InlineData("lost", true)]
    public void The_proxy_resets_a_connection_before_or_after_the_server_has_done_its_work(string fault, bool done)
    {
        string bucket = server.NewBucket();
        using S3FaultProxy proxy = new(server.Endpoint);
        using S3Client client = new(proxy.Endpoint, server.Keys);
        proxy.When("PUT", "", fault == "lost" ? S3Fault.LoseAnswer() : S3Fault.Reset(afterBytes: 1000));

        Assert.Throws<HttpRequestException>(() => client.Put(bucket, "a", s_content));

        Assert.Equal(done ? ["a"] : [], server.Client.Keys(bucket));
    }

    [Fact]
    public void The_proxy_cuts_answers_and_changes_their_headers()
    {
        string bucket = server.NewBucket();
        server.Client.Put(bucket, "a", s_content);
        using S3FaultProxy proxy = new(server.Endpoint);
        using S3Client client = new(proxy.Endpoint, server.Keys);

        proxy.When("GET", "", S3Fault.CutAnswer(afterBytes: 1000));
        proxy.When("HEAD", "", S3Fault.WrongETag());

        Assert.Throws<HttpRequestException>(() => client.Get(bucket, "a"));
        Assert.Equal("\"00000000000000000000000000000000\"", client.Head(bucket, "a")!["ETag"]);
        proxy.Clear();
        Assert.Equal(s_content, client.Get(bucket, "a"));
    }

    [Fact]
    public async Task The_proxy_stalls_until_the_client_has_enough()
    {
        string bucket = server.NewBucket();
        using S3FaultProxy proxy = new(server.Endpoint);
        S3Rule rule = proxy.When("PUT", "", S3Fault.Stall());
        using HttpClient client = new();
        using CancellationTokenSource enough = new();

        Task<HttpResponseMessage> put = client.PutAsync(new Uri(proxy.Endpoint, $"/{bucket}/a"), new ByteArrayContent(s_content), enough.Token);
        await rule.Hit;
        Assert.False(put.IsCompleted);
        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put);
    }

    [Fact]
    public void The_proxy_has_a_certificate_that_nobody_trusts()
    {
        using S3FaultProxy proxy = new(server.Endpoint, https: true);
        using S3Client client = new(proxy.Endpoint, server.Keys);

        HttpRequestException error = Assert.Throws<HttpRequestException>(() => client.Keys(server.NewBucket()));

        Assert.Equal(HttpRequestError.SecureConnectionError, error.HttpRequestError);
    }
}
