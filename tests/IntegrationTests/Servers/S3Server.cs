using System.Text;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A real S3 server of the run's own, empty, in memory, on loopback. Started when it is first asked for anything.</summary>
public sealed class S3Server : IDisposable
{
    private const string Owner = "hub";
    private const string OtherUser = "other";

    private static readonly string[] s_rightsOfAnObjectsOwner = ["s3:GetObject", "s3:GetObjectVersion", "s3:DeleteObject", "s3:DeleteObjectVersion"];
    private static readonly string s_script = RepositoryRoot.Combine("tools", "setup", "s3-server.sh");

    private readonly string _folder = Directory.CreateTempSubdirectory("hub-s3-").FullName;
    private readonly Lazy<Dictionary<string, string>> _started;
    private readonly Lazy<S3Keys> _otherKeys;
    private readonly Lazy<S3Client> _client;
    private int _buckets;

    public S3Server()
    {
        _started = new(() => Values(Command.Run(s_script, ["start", _folder])));
        _otherKeys = new(() => KeysOf(Values(Command.Run(s_script, ["user", Running, OtherUser]))));
        _client = new(() => As(Keys));
    }

    /// <summary>Where it listens: http, loopback, path style.</summary>
    public Uri Endpoint => new(_started.Value["S3_ENDPOINT_URL"]);

    /// <summary>Those of the owner of all buckets.</summary>
    public S3Keys Keys => KeysOf(_started.Value);

    /// <summary>Those of a user who may do nothing but what <see cref="Allow"/> allows him.</summary>
    public S3Keys OtherKeys => _otherKeys.Value;

    /// <summary>A client with the owner's keys that has nothing in common with the module's.</summary>
    public S3Client Client => _client.Value;

    private string Running => _started.Value.Count > 0 ? _folder : throw new InvalidOperationException("The S3 server did not say where it is.");

    public S3Client As(S3Keys keys) => new(Endpoint, keys);

    /// <summary>A new, empty bucket; an object lock brings versions with it.</summary>
    public string NewBucket(bool versioned = false, bool locked = false)
    {
        string bucket = $"bucket-{Interlocked.Increment(ref _buckets)}";
        Client.Expect(HttpMethod.Put, bucket, headers: locked ? [("x-amz-bucket-object-lock-enabled", "true")] : []);
        if (versioned)
        {
            Client.Expect(HttpMethod.Put, bucket, query: "versioning=", body: "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"u8.ToArray());
        }

        return bucket;
    }

    /// <summary>Lets the other user do these things (s3:PutObject …) in a bucket, and nothing else.</summary>
    public void Allow(string bucket, params string[] actions)
    {
        // The user comes first: a policy that names somebody unknown is refused.
        _ = OtherKeys;
        // What the other user stores is his, to read and delete too, and not the bucket owner's; AWS, since 2023, has it the other way round.
        string policy = $$"""
            {"Version":"2012-10-17","Statement":[{{Statement("Allow", OtherUser, actions)}},
            {{Statement("Deny", OtherUser, [.. s_rightsOfAnObjectsOwner.Except(actions)])}},{{Statement("Allow", Owner, ["s3:*"])}}]}
            """;
        Client.Expect(HttpMethod.Put, bucket, query: "policy=", body: Encoding.UTF8.GetBytes(policy));

        string Statement(string effect, string user, string[] actions)
            => $$"""
                {"Effect":"{{effect}}","Principal":{"AWS":["arn:aws:iam:::user/{{user}}"]},"Action":["{{string.Join("\",\"", actions)}}"],
                "Resource":["arn:aws:s3:::{{bucket}}","arn:aws:s3:::{{bucket}}/*"]}
                """;
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }

        if (_started.IsValueCreated)
        {
            Command.Run(s_script, ["stop", _folder]);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static Dictionary<string, string> Values(string lines)
        => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    private static S3Keys KeysOf(Dictionary<string, string> values) => new(values["AWS_ACCESS_KEY_ID"], values["AWS_SECRET_ACCESS_KEY"]);
}
