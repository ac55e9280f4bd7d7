using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>The S3 program that people have, to read what the module stored and to store what it will read: aws, or s3cmd where there is no aws.</summary>
public static class ForeignS3Client
{
    private static readonly string? s_aws = Find("aws");

    /// <summary>The content of an object, possibly of many parts.</summary>
    public static byte[] Download(Uri endpoint, S3Keys keys, string bucket, string key)
    {
        string file = Path.GetTempFileName();
        try
        {
            Run(endpoint, keys, ["s3", "cp", $"s3://{bucket}/{key}", file], ["get", "--force", $"s3://{bucket}/{key}", file]);
            return File.ReadAllBytes(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Stores a file; in several parts if it is larger than 15 MB.</summary>
    public static void Upload(Uri endpoint, S3Keys keys, string file, string bucket, string key)
        => Run(endpoint, keys, ["s3", "cp", file, $"s3://{bucket}/{key}"], ["put", file, $"s3://{bucket}/{key}"]);

    private static void Run(Uri endpoint, S3Keys keys, string[] aws, string[] s3cmd)
    {
        if (s_aws is null)
        {
            Command.Run("s3cmd", ["-c", "/dev/null", "--no-ssl", "-q", $"--host={endpoint.Authority}", $"--host-bucket={endpoint.Authority}", .. s3cmd], keys.Environment);
            return;
        }

        // What is set up for the person who runs the tests does not count; newer versions send checksums that not all servers take.
        Dictionary<string, string> environment = keys.Environment;
        environment["AWS_CONFIG_FILE"] = environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        environment["AWS_REQUEST_CHECKSUM_CALCULATION"] = environment["AWS_RESPONSE_CHECKSUM_VALIDATION"] = "when_required";
        Command.Run(s_aws, ["--endpoint-url", endpoint.ToString(), "--only-show-errors", .. aws], environment);
    }

    private static string? Find(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
