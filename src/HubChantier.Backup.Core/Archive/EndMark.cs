using System.Security.Cryptography;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Archive;

/// <summary>A member of random content that is read behind a file: if it comes out whole, so did the file.</summary>
internal sealed class EndMark
{
    /// <summary>Bytes of content: no file ends with them by chance.</summary>
    public const int Length = 32;

    private readonly byte[] _content = RandomNumberGenerator.GetBytes(Length);

    /// <summary>The member.</summary>
    public Stream Member(IArchiveCodec codec)
    {
        MemoryStream member = new();
        using (IMemberCompressor compressor = codec.CreateCompressor(codec.DefaultLevel))
        {
            compressor.Compress(_content, member);
        }

        member.Position = 0;
        return member;
    }

    /// <summary>Whether these bytes are the mark's content.</summary>
    public bool Is(ReadOnlySpan<byte> content) => content.SequenceEqual(_content);
}
