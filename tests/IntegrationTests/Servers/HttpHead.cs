using System.Globalization;
using System.Text;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>The first line and the headers of a request or an answer, as they came.</summary>
public sealed class HttpHead(string start, IEnumerable<string> headers)
{
    private readonly List<string> _headers = [.. headers];

    /// <summary><c>PUT /bucket/key HTTP/1.1</c> or <c>HTTP/1.1 200 OK</c>.</summary>
    public string Start { get; } = start;

    /// <summary>Length of the body in bytes; null if no header says it.</summary>
    public long? Length => this["Content-Length"] is string length ? long.Parse(length, CultureInfo.InvariantCulture) : null;

    public bool IsChunked => string.Equals(this["Transfer-Encoding"], "chunked", StringComparison.OrdinalIgnoreCase);

    /// <summary>A header's value, or null.</summary>
    public string? this[string name] => _headers.Find(header => IsOf(header, name))?[(name.Length + 1)..].Trim();

    public void Remove(string name) => _headers.RemoveAll(header => IsOf(header, name));

    /// <summary>Gives a header another value.</summary>
    public void Replace(string name, string value)
    {
        Remove(name);
        _headers.Add($"{name}: {value}");
    }

    public byte[] ToBytes() => Encoding.Latin1.GetBytes($"{Start}\r\n{string.Concat(_headers.Select(header => header + "\r\n"))}\r\n");

    private static bool IsOf(string header, string name) => header.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase);
}
