using System.Globalization;

namespace HubChantier.Backup.Settings;

/// <summary>The settings of S3, and what must fit together among them. Holds secrets: never shown.</summary>
internal sealed class S3Settings
{
    public string? Bucket { get; private init; }

    public required string Prefix { get; init; }

    public Uri? EndpointUrl { get; private init; }

    public string? Region { get; private init; }

    public string? AccessKeyId { get; private init; }

    public string? SecretAccessKey { get; private init; }

    public string? SessionToken { get; private init; }

    /// <summary><c>md5</c> or <c>sha256</c>.</summary>
    public required string Checksum { get; init; }

    public required bool ChunkedSigning { get; init; }

    public required int TimeoutSeconds { get; init; }

    public static S3Settings Read(SettingReader read)
    {
        string? bucket = read.Text(SettingTable.Bucket, otherwise: null, SettingChecks.Bucket, Strings.AllowedBucket);
        FoundSetting? endpoint = read.Lookup.Find(SettingTable.EndpointUrl);
        Uri? address = endpoint is null ? null : S3Endpoint.Parse(endpoint.Value) ?? throw SettingErrors.Invalid(endpoint, Strings.AllowedEndpoint);
        read.Note(SettingTable.EndpointUrl, endpoint, address?.AbsoluteUri.TrimEnd('/'));
        FoundSetting? key = ReadKey(read, SettingTable.S3AccessKeyId, read.Lookup.Find(SettingTable.S3AccessKeyId));
        FoundSetting? secret = ReadKey(read, SettingTable.S3SecretAccessKey, FindSecret(read, key));
        FoundSetting? token = ReadKey(read, SettingTable.S3SessionToken, FindToken(read, key, secret));
        if (bucket is not null && (key is null) != (secret is null))
        {
            // Without a bucket S3 is not used, and the variables may be there for another program.
            throw SettingErrors.Alone(key ?? secret!, key is null ? SettingTable.S3AccessKeyId : SettingTable.S3SecretAccessKey);
        }

        return new S3Settings
        {
            Bucket = bucket,
            Prefix = read.Text(SettingTable.Prefix, "backups/", SettingChecks.Prefix, Strings.AllowedPrefix)!,
            EndpointUrl = address,
            Region = ReadRegion(read, endpoint, address),
            AccessKeyId = key?.Value,
            SecretAccessKey = secret?.Value,
            SessionToken = token?.Value,
            // AWS keeps a SHA-256 and gives it back; of the others every one knows Content-MD5, and some refuse the rest.
            Checksum = read.Text(
                SettingTable.S3Checksum,
                address is null || S3Endpoint.IsAws(address) ? "sha256" : "md5",
                static value => SettingChecks.Choice(value, "md5", "sha256"),
                "md5, sha256")!,
            ChunkedSigning = read.Text(
                SettingTable.S3ChunkedSigning, "false", static value => SettingChecks.Choice(value, "true", "false"), "true, false") == "true",
            TimeoutSeconds = read.Number(SettingTable.S3TimeoutSeconds, 60, 1, 3600),
        };
    }

    private static string? ReadRegion(SettingReader read, FoundSetting? endpoint, Uri? address)
    {
        FoundSetting? found = read.Lookup.Find(SettingTable.Region);
        string? region = found is null ? null : SettingChecks.Region(found.Value) ?? throw SettingErrors.Invalid(found, Strings.AllowedRegion);
        string? known = address is null ? null : S3Endpoint.Region(address);
        if (known is not null && region is not null && !known.Equals(region, StringComparison.OrdinalIgnoreCase))
        {
            throw SettingErrors.Contradiction(found!, endpoint!, string.Format(CultureInfo.CurrentCulture, Strings.RegionOfEndpoint, known));
        }

        return read.Note(SettingTable.Region, found, known ?? region);
    }

    private static FoundSetting? ReadKey(SettingReader read, SettingRow row, FoundSetting? found)
    {
        if (found is not null && SettingChecks.S3Key(found.Value) is null)
        {
            throw SettingErrors.Invalid(found, Strings.AllowedKey);
        }

        read.Note(row, found, found?.Value);
        return found;
    }

    /// <summary>A key on the command line brings its own secret or none.</summary>
    private static FoundSetting? FindSecret(SettingReader read, FoundSetting? key) => key?.Origin == HubSettingOrigin.Parameter
        ? read.Lookup.Find(SettingTable.S3SecretAccessKey, HubSettingOrigin.Parameter)
        : read.Lookup.Find(SettingTable.S3SecretAccessKey);

    /// <summary>A token belongs to its keys: one that was left over in another place would spoil them.</summary>
    private static FoundSetting? FindToken(SettingReader read, FoundSetting? key, FoundSetting? secret)
        => key is null || secret is null ? null : read.Lookup.Find(SettingTable.S3SessionToken, secret.Origin);
}
