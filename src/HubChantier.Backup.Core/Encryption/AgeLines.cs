using System.Text;

namespace HubChantier.Backup.Encryption;

/// <summary>The lines of a header: printable ASCII, each ended by a line feed alone. No byte behind the header is read.</summary>
internal sealed class AgeLines
{
    /// <summary>Bytes: room for hundreds of recipients, and no file has us read it whole.</summary>
    private const int MaximumLength = 1 << 17;

    private readonly Stream _file;
    private readonly List<byte> _read = [];

    public AgeLines(Stream file) => _file = file;

    /// <summary>All bytes that were read.</summary>
    public byte[] Read => [.. _read];

    /// <summary>The next line, without its end.</summary>
    /// <exception cref="InvalidDataException">It has no end, or is no text.</exception>
    public string Next()
    {
        int start = _read.Count;
        Span<byte> next = stackalloc byte[1];
        while (_read.Count < MaximumLength && _file.Read(next) == 1)
        {
            _read.Add(next[0]);
            if (next[0] == '\n')
            {
                return Encoding.ASCII.GetString([.. _read[start..^1]]);
            }

            if (next[0] is < (byte)' ' or > (byte)'~')
            {
                break;
            }
        }

        throw new InvalidDataException(start == 0 ? Strings.AgeNotEncrypted : Strings.AgeHeaderInvalid);
    }
}
