using System.Management.Automation;
using HubChantier.Backup.Commands.Binding;

namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>A cmdlet that talks to the server and may look into a bucket. C# has one base class: the parameters are those of <see cref="StoreCommand"/>, the work is shared.</summary>
public abstract class ServerStoreCommand : ServerCommand
{
    private StoreSession? _remote;

    /// <summary>Name of the bucket; else S3_BACKUP_BUCKET.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Bucket { get; set; }

    /// <summary>What the keys begin with; else S3_BACKUP_PREFIX, else backups/.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Prefix { get; set; }

    /// <summary>Address of the S3 service; else S3_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL, else AWS.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? EndpointUrl { get; set; }

    /// <summary>Region of the bucket; else AWS_DEFAULT_REGION or AWS_REGION, else the one in the endpoint's name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Region { get; set; }

    /// <summary>Access key and secret key; else AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, else the AWS SDK's own chain.</summary>
    [Parameter]
    [Credential]
    public PSCredential? S3Credential { get; set; }

    /// <summary>The bucket that the settings name.</summary>
    private protected StoreSession Remote => _remote ??= new StoreSession(() => Settings);

    /// <inheritdoc/>
    private protected override Dictionary<string, object?> SettingParameters()
        => StoreParameters.Add(base.SettingParameters(), Bucket, Prefix, EndpointUrl, Region, S3Credential);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _remote?.Dispose();
        }

        base.Dispose(disposing);
    }
}
