namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>An access key and its secret.</summary>
public sealed record S3Keys(string AccessKey, string SecretKey)
{
    /// <summary>The variables that every S3 client reads; Ceph takes any region.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["AWS_ACCESS_KEY_ID"] = AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = SecretKey,
        ["AWS_DEFAULT_REGION"] = S3Client.Region,
    };

    /// <summary>No secret in a test's output.</summary>
    public override string ToString() => AccessKey;
}
