using System.IO.Compression;
using System.Security.Cryptography;

namespace HubChantier.Backup.Archive;

/// <summary>A gzip member of random content that is read behind a file: if it comes out whole, so did the file.</summary>
internal sealed class EndMark
{
    /// <summary>Bytes of content: no file ends with them by chance.</summary>
    public const int Length = 32;

    private readonly byte[] _content = RandomNumberGenerator.GetBytes(Length);

    /// <summary>The member.</summary>
    public Stream Member()
    {
        MemoryStream member = new();
        using (GZipStream gzip = new(member, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(_content);
        }

        member.Position = 0;
        return member;
    }

    /// <summary>Whether these bytes are the mark's content.</summary>
    public bool Is(ReadOnlySpan<byte> content) => content.SequenceEqual(_content);
}
