using System.Net;
using System.Net.Mail;
using System.Text;
using System.Text.RegularExpressions;

namespace HubChantier.Backup.Settings;

/// <summary>What each setting may hold. A check gives the value as it is to be used, or null if it is not allowed.</summary>
internal static partial class SettingChecks
{
    /// <summary>The longest name that PostgreSQL keeps, in bytes; a longer one would be cut in silence and name something else.</summary>
    private const int MaximumNameBytes = 63;

    private const int MaximumPrefixBytes = 512;

    private static readonly string[] s_sslModes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

    /// <summary>libpq's words for sslmode (its documentation, "Parameter Key Words").</summary>
    public static string SslModes => string.Join(", ", s_sslModes);

    /// <summary>The name of a database or a role. A connection string with a password is none: it would be shown wherever the name is.</summary>
    public static string? Name(string value)
        => !string.IsNullOrWhiteSpace(value) && Encoding.UTF8.GetByteCount(value) <= MaximumNameBytes
            && !value.Any(char.IsControl) && !SettingText.MayHoldPassword(value)
            ? value
            : null;

    /// <summary>The name of a source: it becomes part of keys in S3 and of names of locks.</summary>
    public static string? SourceName(string value)
        => Name(value) is { } name && name is not ("." or "..") && !name.Contains('/', StringComparison.Ordinal) && !name.Contains('\\', StringComparison.Ordinal)
            ? name
            : null;

    /// <summary>
    /// One server: a host's name, an address without brackets, the absolute folder of a socket, or libpq's <c>@name</c> of an
    /// abstract one. libpq's lists of hosts are not allowed: pg_dump and our questions could reach two different servers.
    /// </summary>
    public static string? Host(string value) => IsSocketFolder(value) || IsAbstractSocket().IsMatch(value) || IsHostName(value) ? value : null;

    /// <summary>libpq's sslmode, in libpq's spelling.</summary>
    public static string? SslMode(string value) => Choice(value, s_sslModes);

    /// <summary>One of a few words, in their spelling.</summary>
    public static string? Choice(string value, params string[] words) => Array.Find(words, word => word.Equals(value, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name of a service in a compose file.</summary>
    public static string? Service(string value) => ServicePattern().IsMatch(value) ? value : null;

    /// <summary>A bucket's name. Wider than AWS's rules: other services allow capitals and underscores.</summary>
    public static string? Bucket(string value) => BucketPattern().IsMatch(value) ? value : null;

    /// <summary>The prefix of keys: ends with a slash, begins with none; <c>/</c> alone means no prefix.</summary>
    public static string? Prefix(string value)
    {
        string prefix = value.Trim('/');
        return value.Any(char.IsControl) || Encoding.UTF8.GetByteCount(prefix) > MaximumPrefixBytes
            || (prefix.Length > 0 && prefix.Split('/').Any(part => part is "." or ".." || string.IsNullOrWhiteSpace(part)))
            ? null
            : prefix.Length == 0 ? "" : prefix + "/";
    }

    /// <summary>A region of S3.</summary>
    public static string? Region(string value) => RegionPattern().IsMatch(value) ? value : null;

    /// <summary>A password: an environment cannot hold a NUL.</summary>
    public static string? Password(string value) => value.Contains('\0', StringComparison.Ordinal) ? null : value;

    /// <summary>A key or token of S3: it goes into the header of a request.</summary>
    public static string? S3Key(string value) => value.All(char.IsAscii) && !value.Any(char.IsControl) && !value.Any(char.IsWhiteSpace) ? value : null;

    /// <summary>A mail server: a host's name or an address.</summary>
    public static string? MailHost(string value) => IsHostName(value) ? value : null;

    /// <summary>An address that is a secret: a user and a password in it would be sent nowhere, so they are not allowed.</summary>
    public static Uri? SecretUrl(string value)
        => !value.Any(char.IsControl) && Uri.TryCreate(value.Trim(), UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            && address.Host.Length > 0 && address.UserInfo.Length == 0 && address.Fragment.Length == 0
            ? address
            : null;

    /// <summary>Addresses of mail, with commas between them; null if one is none.</summary>
    public static IReadOnlyList<MailAddress>? MailAddresses(string value)
    {
        if (value.Any(char.IsControl))
        {
            return null;
        }

        List<MailAddress> addresses = [];
        foreach (string text in value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!MailAddress.TryCreate(text, out MailAddress? address))
            {
                return null;
            }

            addresses.Add(address);
        }

        return addresses.Count > 0 ? addresses : null;
    }

    private static bool IsSocketFolder(string value)
        => (value.StartsWith('/') || Path.IsPathFullyQualified(value)) && !value.Any(char.IsControl) && !value.Contains(',', StringComparison.Ordinal);

    private static bool IsHostName(string value)
        => value.Contains(':', StringComparison.Ordinal)
            ? !value.StartsWith('[') && IPAddress.TryParse(value, out IPAddress? _)
            : HostPattern().IsMatch(value);

    [GeneratedRegex(@"^[\p{L}\p{N}_]([\p{L}\p{N}._-]{0,252}[\p{L}\p{N}_.])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostPattern();

    [GeneratedRegex(@"^@[^\s,@:=/]{1,106}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IsAbstractSocket();

    [GeneratedRegex(@"^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ServicePattern();

    [GeneratedRegex(@"^[a-zA-Z0-9][a-zA-Z0-9._-]{1,253}[a-zA-Z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex BucketPattern();

    [GeneratedRegex(@"^[a-zA-Z0-9][a-zA-Z0-9_-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RegionPattern();
}
