using System.Management.Automation;

namespace HubChantier.Backup.Commands.Binding;

/// <summary>The parameters of a bucket, as settings.</summary>
internal static class StoreParameters
{
    /// <summary>Adds them to what the command line gives.</summary>
    public static Dictionary<string, object?> Add(
        Dictionary<string, object?> parameters, string? bucket, string? prefix, string? endpointUrl, string? region, PSCredential? credential)
    {
        parameters["Bucket"] = bucket;
        parameters["Prefix"] = prefix;
        parameters["EndpointUrl"] = endpointUrl;
        parameters["Region"] = region;
        parameters["S3AccessKeyId"] = credential?.UserName;
        parameters["S3SecretAccessKey"] = credential?.GetNetworkCredential().Password;
        return parameters;
    }
}
