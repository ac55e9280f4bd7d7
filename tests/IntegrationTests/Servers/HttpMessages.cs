using System.Globalization;
using System.Text;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>Reads the messages of one side of an HTTP/1.1 connection and passes their bodies on, byte for byte.</summary>
internal sealed class HttpMessages(Stream stream) : IDisposable
{
    // Only for reading: one that is also written to would have to seek.
    private readonly BufferedStream _input = new(stream, 65536);

    /// <summary>The next head, or null when the other side has ended the connection.</summary>
    public async Task<HttpHead?> ReadHeadAsync(CancellationToken token)
    {
        string start = await ReadLineAsync(token);
        if (start.Length == 0)
        {
            return null;
        }

        List<string> headers = [];
        while (await ReadLineAsync(token) is { Length: > 0 } header)
        {
            headers.Add(header);
        }

        return new HttpHead(start, headers);
    }

    /// <summary>Copies the body that the head announces, no more than so many bytes of it.</summary>
    public async Task CopyBodyAsync(HttpHead head, Stream to, long most, CancellationToken token)
    {
        if (!head.IsChunked)
        {
            await CopyAsync(Math.Min(head.Length ?? 0, most), to, token);
            return;
        }

        while (most > 0)
        {
            string size = await ReadLineAsync(token);
            int length = int.Parse(size.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            await to.WriteAsync(Encoding.ASCII.GetBytes(size + "\r\n"), token);
            await CopyAsync(Math.Min(length + 2, most), to, token);
            most -= length;
            if (length == 0)
            {
                return;
            }
        }
    }

    /// <summary>Ends the connection.</summary>
    public void Dispose() => _input.Dispose();

    private async Task CopyAsync(long length, Stream to, CancellationToken token)
    {
        byte[] buffer = new byte[65536];
        while (length > 0)
        {
            int read = await _input.ReadAsync(buffer.AsMemory(0, (int)Math.Min(length, buffer.Length)), token);
            if (read == 0)
            {
                throw new EndOfStreamException();
            }

            await to.WriteAsync(buffer.AsMemory(0, read), token);
            length -= read;
        }
    }

    private async Task<string> ReadLineAsync(CancellationToken token)
    {
        StringBuilder line = new();
        byte[] one = new byte[1];
        while (await _input.ReadAsync(one, token) > 0 && one[0] != (byte)'\n')
        {
            line.Append((char)one[0]);
        }

        return line.ToString().TrimEnd('\r');
    }
}
