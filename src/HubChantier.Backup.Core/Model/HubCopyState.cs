namespace HubChantier.Backup;

/// <summary>What is known of a copy elsewhere.</summary>
public enum HubCopyState
{
    /// <summary>It arrived and was compared; <see cref="HubCopy.VerifiedBy"/> says by what.</summary>
    Verified,

    /// <summary>The service took it, but the keys may not look at it: nothing was compared.</summary>
    Unverified,

    /// <summary>The upload has begun and did not end; the next run takes it away and begins again.</summary>
    Uploading,

    /// <summary>It lies in an archived storage class; the service was asked to make it readable, which takes hours.</summary>
    Pending,

    /// <summary>The last upload failed: there is no copy.</summary>
    Failed,
}
