using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A backup whose file has two parts in S3, an empty bucket, and a proxy between them that does faults; requests may stand still for a second.</summary>
public sealed class S3FaultScene : IDisposable
{
    private readonly S3Server _server;
    private readonly EnvironmentScope _timeout = new("BACKUP_S3_TIMEOUT_SECONDS", "1");
    private readonly Dictionary<string, byte[]> _files;

    public S3FaultScene(SampleFixture sample, S3Server server, bool https = false)
    {
        _server = server;
        Proxy = new S3FaultProxy(server.Endpoint, https);
        Scene = new S3Scene(sample, server, server.NewBucket(), endpoint: Proxy.Endpoint);
        S3SendTests.Grow(Scene.Backup(), 20 << 20);
        _files = SampleFixture.Leftovers(Scene.Folder).ToDictionary(name => name, Read);
        Name = _files.Keys.Single(name => name.EndsWith(".sql.gz", StringComparison.Ordinal));
    }

    public S3Scene Scene { get; }

    public S3FaultProxy Proxy { get; }

    /// <summary>Name of the data file.</summary>
    public string Name { get; }

    /// <summary>Key of the data file.</summary>
    public string Key => "backups/" + Name;

    /// <summary>The data file's bytes.</summary>
    public byte[] Content => _files[Name];

    /// <summary>Sends the backup, by the proxy or to another address.</summary>
    public SessionResult Send(Uri? endpoint = null)
        => Scene.With(otherEndpoint: endpoint).Invoke("Get-HubBackup -Database $database -BackupDirectory $folder | Send-HubBackupToS3 @s3");

    /// <summary>The states of the backup's copies, as its manifest has them.</summary>
    public string[] States() => [.. ((JsonArray?)Manifest(Read(Name + ".json"))["copies"] ?? []).Select(copy => (string)copy!["state"]!)];

    /// <summary>The local backup is what it was: every byte of its files, and all that its manifest says but of copies.</summary>
    public void ExpectUnharmed()
    {
        Assert.Equal(_files.Keys.Order(StringComparer.Ordinal), SampleFixture.Leftovers(Scene.Folder).Order(StringComparer.Ordinal));
        foreach ((string name, byte[] before) in _files)
        {
            byte[] now = Read(name);
            Assert.True(name.EndsWith(".json", StringComparison.Ordinal) ? JsonNode.DeepEquals(WithoutCopies(before), WithoutCopies(now)) : before.AsSpan().SequenceEqual(now), name);
        }
    }

    /// <summary>The bucket has the whole backup, and nothing else, not even parts that nobody sees.</summary>
    public void ExpectCopy()
    {
        Assert.Equal([Key, Key + ".access.sql", Key + ".json"], Scene.Client.Keys(Scene.Bucket));
        Assert.Equal(SHA256.HashData(Content), SHA256.HashData(Scene.Client.Get(Scene.Bucket, Key)));
        Assert.Empty(Scene.Client.Uploads(Scene.Bucket));
        Assert.Equal(["Verified"], States());
    }

    /// <summary>Nothing in a session's streams tells a secret.</summary>
    public void ExpectNoSecrets(SessionResult result)
    {
        string all = string.Join('\n', result.Errors.Select(error => $"{error} {error.Exception}").Concat(result.Warnings).Concat(result.Verbose));
        Assert.DoesNotContain(_server.Keys.SecretKey, all, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Proxy.Dispose();
        _timeout.Dispose();
        Directory.Delete(Path.GetDirectoryName(Scene.Folder)!, recursive: true);
    }

    private byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Scene.Folder, name));

    private static JsonObject Manifest(byte[] content) => JsonNode.Parse(content)!.AsObject();

    private static JsonObject WithoutCopies(byte[] content)
    {
        JsonObject manifest = Manifest(content);
        manifest.Remove("copies");
        return manifest;
    }
}
