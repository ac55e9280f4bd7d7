using System.Text;

namespace HubChantier.Backup.Sql;

/// <summary>A comment between two statements of a dump: a <c>--</c> line without its line end, or a <c>/* */</c> block.</summary>
public readonly ref struct DumpComment
{
    /// <summary>Offset of the first byte.</summary>
    public required long Start { get; init; }

    /// <summary>Offset after the last byte.</summary>
    public required long End { get; init; }

    /// <summary>The comment with its marks, at most <see cref="DumpReader.RetainedBytes"/> of it.</summary>
    public required ReadOnlySpan<byte> Text { get; init; }

    /// <summary>How the names in it are written.</summary>
    public required Encoding Encoding { get; init; }
}
