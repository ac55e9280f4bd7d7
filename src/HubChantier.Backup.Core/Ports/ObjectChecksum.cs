namespace HubChantier.Backup.Ports;

/// <summary>The checksum by which an S3 service compares what arrives.</summary>
public enum ObjectChecksum
{
    /// <summary>Content-MD5, which every service knows.</summary>
    Md5,

    /// <summary>Content-MD5, and the SHA-256 in <c>x-amz-checksum-sha256</c>, which the service keeps and gives back.</summary>
    Sha256,
}
