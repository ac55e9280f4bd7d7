using System.Text;

namespace HubChantier.Backup.Sql;

/// <summary>A statement of a dump.</summary>
public readonly ref struct DumpStatement
{
    /// <summary>Offset of the first byte.</summary>
    public required long Start { get; init; }

    /// <summary>Offset after the semicolon.</summary>
    public required long End { get; init; }

    /// <summary>The statement, at most <see cref="DumpReader.RetainedBytes"/> of it.</summary>
    public required ReadOnlySpan<byte> Text { get; init; }

    /// <summary>How names and strings in it are written.</summary>
    public required Encoding Encoding { get; init; }

    /// <summary>Whether a backslash in a plain <c>'…'</c> is a backslash (<c>standard_conforming_strings</c>).</summary>
    public required bool StandardStrings { get; init; }

    /// <summary>Whether <see cref="Text"/> is the whole statement.</summary>
    public bool IsWhole => Text.Length == End - Start;
}
