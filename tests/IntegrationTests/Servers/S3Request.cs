namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A request as it came to a <see cref="S3FaultProxy"/>.</summary>
/// <param name="Method">GET, PUT …</param>
/// <param name="Path">Encoded, from the bucket on: <c>/bucket/key</c>.</param>
/// <param name="Query">Encoded, without the question mark; empty if there is none.</param>
/// <param name="Head">The headers as they came.</param>
public sealed record S3Request(string Method, string Path, string Query, HttpHead Head)
{
    /// <summary>The request of a head.</summary>
    public static S3Request Of(HttpHead head)
    {
        string[] parts = head.Start.Split(' '), target = parts[1].Split('?', 2);
        return new(parts[0], target[0], target.Length > 1 ? target[1] : "", head);
    }

    public override string ToString() => Query.Length > 0 ? $"{Method} {Path}?{Query}" : $"{Method} {Path}";
}
