using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>
/// What the tests look at a server with: plain requests with signatures of version 4, which share no code with the module. Queries must come
/// encoded and in order, as they are signed: <c>list-type=2&amp;prefix=a</c>, <c>uploads=</c>.
/// </summary>
public sealed class S3Client(Uri endpoint, S3Keys keys) : IDisposable
{
    public const string Region = "us-east-1";

    private readonly HttpClient _http = new();

    /// <summary>The content of an object.</summary>
    public byte[] Get(string bucket, string key)
    {
        using HttpResponseMessage answer = Expect(HttpMethod.Get, bucket, key);
        return Content(answer);
    }

    /// <summary>Stores an object.</summary>
    public void Put(string bucket, string key, byte[] content, params (string Name, string Value)[] headers)
        => Expect(HttpMethod.Put, bucket, key, body: content, headers: headers).Dispose();

    public void Delete(string bucket, string key) => Expect(HttpMethod.Delete, bucket, key).Dispose();

    /// <summary>The headers of an object, by their names in any case; null if there is no such object.</summary>
    public Dictionary<string, string>? Head(string bucket, string key)
    {
        using HttpResponseMessage answer = Send(HttpMethod.Head, bucket, key);
        return answer.StatusCode == HttpStatusCode.NotFound
            ? null
            : answer.EnsureSuccessStatusCode().Headers.Concat(answer.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The keys of all objects, of a bucket of less than a thousand.</summary>
    public string[] Keys(string bucket) => Names(bucket, "list-type=2", "Contents");

    /// <summary>The keys of all versions, and of the marks of deleted ones, each as often as it has some.</summary>
    public string[] Versions(string bucket) => [.. Names(bucket, "versions=", "Version"), .. Names(bucket, "versions=", "DeleteMarker")];

    /// <summary>The keys of multipart uploads that were begun and neither completed nor aborted.</summary>
    public string[] Uploads(string bucket) => Names(bucket, "uploads=", "Upload");

    /// <summary>Begins a multipart upload and leaves it, as a run that is killed does; gives its id.</summary>
    public string BeginUpload(string bucket, string key)
    {
        using HttpResponseMessage answer = Expect(HttpMethod.Post, bucket, key, "uploads=");
        return Elements(answer, "UploadId").Single().Value;
    }

    /// <summary>Removes a bucket with all that is in it.</summary>
    public void DeleteBucket(string bucket)
    {
        foreach (string key in Keys(bucket))
        {
            Delete(bucket, key);
        }

        Expect(HttpMethod.Delete, bucket).Dispose();
    }

    /// <summary>Sends a request that must succeed.</summary>
    public HttpResponseMessage Expect(
        HttpMethod method, string bucket, string key = "", string query = "", byte[]? body = null, params (string Name, string Value)[] headers)
    {
        HttpResponseMessage answer = Send(method, bucket, key, query, body, headers);
        return answer.IsSuccessStatusCode
            ? answer
            : throw new InvalidOperationException($"{method} {bucket}/{key}?{query}: {(int)answer.StatusCode} {Encoding.UTF8.GetString(Content(answer))}");
    }

    /// <summary>Sends a signed request; gives whatever is answered.</summary>
    public HttpResponseMessage Send(
        HttpMethod method, string bucket, string key = "", string query = "", byte[]? body = null, params (string Name, string Value)[] headers)
    {
        string path = "/" + bucket + (key.Length > 0 ? "/" + string.Join('/', key.Split('/').Select(Uri.EscapeDataString)) : "");
        DateTime now = DateTime.UtcNow;
        string hash = Hex(SHA256.HashData(body ?? []));
        SortedDictionary<string, string> signed = new(StringComparer.Ordinal)
        {
            ["host"] = endpoint.Authority,
            ["x-amz-content-sha256"] = hash,
            ["x-amz-date"] = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture),
        };
        foreach ((string name, string value) in headers)
        {
            signed[name] = value;
        }

        using HttpRequestMessage request = new(method, new Uri(endpoint, query.Length > 0 ? $"{path}?{query}" : path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentMD5 = Md5(body);
        }

        foreach ((string name, string value) in signed)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.TryAddWithoutValidation("Authorization", Authorization($"{method}\n{path}\n{query}\n", signed, hash));
        return _http.Send(request);
    }

    public void Dispose() => _http.Dispose();

    // https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
    private string Authorization(string start, SortedDictionary<string, string> signed, string hash)
    {
        string date = signed["x-amz-date"], scope = $"{date[..8]}/{Region}/s3/aws4_request", names = string.Join(';', signed.Keys);
        string canonical = start + string.Concat(signed.Select(header => $"{header.Key}:{header.Value}\n")) + $"\n{names}\n{hash}";
        string toSign = $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + keys.SecretKey);
        foreach (string step in scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        return $"AWS4-HMAC-SHA256 Credential={keys.AccessKey}/{scope},SignedHeaders={names},Signature={Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)))}";
    }

    private string[] Names(string bucket, string query, string element)
    {
        using HttpResponseMessage answer = Expect(HttpMethod.Get, bucket, query: query);
        return [.. Elements(answer, element).Select(found => found.Elements().Single(child => child.Name.LocalName == "Key").Value)];
    }

    private static IEnumerable<XElement> Elements(HttpResponseMessage answer, string name)
        => XElement.Parse(Encoding.UTF8.GetString(Content(answer))).Descendants().Where(element => element.Name.LocalName == name);

    private static byte[] Content(HttpResponseMessage answer)
    {
        using MemoryStream content = new();
        answer.Content.CopyTo(content, context: null, CancellationToken.None);
        return content.ToArray();
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

#pragma warning disable CA5351 // S3 asks for it where an object may be locked.
    private static byte[] Md5(byte[] body) => MD5.HashData(body);
#pragma warning restore CA5351
}
