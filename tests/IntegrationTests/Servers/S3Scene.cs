using System.Management.Automation;
using System.Net;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A folder of backups, a bucket, and scripts that may use both: <c>@s3</c> is what names the bucket.</summary>
public sealed class S3Scene(SampleFixture sample, S3Server server, string bucket, S3Keys? keys = null, Uri? endpoint = null)
{
    private const string Start = """
        $s3 = @{ Bucket = $more.Bucket; EndpointUrl = $more.Endpoint; S3Credential = $more.Credential; Database = $database; BackupDirectory = $folder }
        """;

    public string Bucket => bucket;

    public string Folder { get; init; } = sample.NewFolder();

    public string Database { get; init; } = SampleFixture.Database;

    /// <summary>A client of another make.</summary>
    public S3Client Client => server.Client;

    /// <summary>The same folder with another bucket, other keys, or a proxy before the server.</summary>
    public S3Scene With(string? otherBucket = null, S3Keys? otherKeys = null, Uri? otherEndpoint = null, string? folder = null)
        => new(sample, server, otherBucket ?? bucket, otherKeys ?? keys, otherEndpoint ?? endpoint) { Folder = folder ?? Folder, Database = Database };

    /// <summary>One backup of the sample in the folder.</summary>
    public dynamic Backup() => sample.Backup(Folder, Database);

    /// <summary>Runs a script that may use @s3, $folder, $server, $database and $more.Extra.</summary>
    public SessionResult Invoke(string script, object? extra = null)
    {
        S3Keys used = keys ?? server.Keys;
        return sample.Invoke(
            Start + "\n" + script,
            Folder,
            Database,
            new
            {
                Bucket = bucket,
                Endpoint = (endpoint ?? server.Endpoint).AbsoluteUri,
                Credential = new PSCredential(used.AccessKey, new NetworkCredential("", used.SecretKey).SecurePassword),
                Extra = extra,
            });
    }

    /// <summary>Sends the newest backup; gives it with its copies.</summary>
    public dynamic Send() => Invoke("Get-HubBackup -Latest -Database $database -BackupDirectory $folder | Send-HubBackupToS3 @s3").Single();
}
