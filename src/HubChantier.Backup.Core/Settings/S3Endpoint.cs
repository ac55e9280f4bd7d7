using System.Text.RegularExpressions;

namespace HubChantier.Backup.Settings;

/// <summary>Addresses of S3 services, and the region in the names of those that are known.</summary>
internal static partial class S3Endpoint
{
    /// <summary>An address; null if the text is none, or holds a user, a password, a query or a fragment.</summary>
    public static Uri? Parse(string text)
        => !text.Any(char.IsControl) && Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.Host.Length > 0
            && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0 && !text.Contains('@', StringComparison.Ordinal)
            ? address
            : null;

    /// <summary>
    /// The region that a known service's address names, in small letters; else null. AWS's address without a region serves all.
    /// </summary>
    public static string? Region(Uri address)
    {
        string host = address.IdnHost.ToLowerInvariant().TrimEnd('.');
        foreach (Regex pattern in (ReadOnlySpan<Regex>)[Scaleway(), Ovh(), Aws()])
        {
            Match match = pattern.Match(host);
            if (match.Success)
            {
                return match.Groups["region"].Value;
            }
        }

        return null;
    }

    /// <summary>Whether an address is AWS's own.</summary>
    public static bool IsAws(Uri address)
        => address.IdnHost.TrimEnd('.') is var host
            && (host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".amazonaws.com.cn", StringComparison.OrdinalIgnoreCase));

    // Scaleway's documentation, "Object Storage endpoints": s3.fr-par.scw.cloud, bucket.s3.fr-par.scw.cloud.
    [GeneratedRegex(@"(^|\.)s3\.(?<region>[a-z0-9-]+)\.scw\.cloud\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Scaleway();

    // OVHcloud's documentation, "Object Storage - Endpoints and geoavailability": s3.gra.io.cloud.ovh.net, the older
    // s3.gra.perf.cloud.ovh.net and s3.gra.cloud.ovh.net, and .us for the United States.
    [GeneratedRegex(@"(^|\.)s3\.(?<region>[a-z0-9-]+)\.((io|perf)\.)?cloud\.ovh\.(net|us)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Ovh();

    // AWS's documentation, "Amazon S3 endpoints and quotas": s3.eu-west-3.amazonaws.com, s3.dualstack.…, s3-fips.…, the old
    // s3-eu-west-3, VPC endpoints, and .cn for China.
    [GeneratedRegex(
        @"(^|\.)s3(-fips)?([.-]dualstack)?[.-](?<region>[a-z]{2}(-[a-z]+)+-[0-9]+)(\.vpce)?\.amazonaws\.com(\.cn)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Aws();
}
