using System.Text;

namespace HubChantier.Backup.Sql;

/// <summary>A psql command in a dump, such as <c>\restrict TOKEN</c>.</summary>
public readonly ref struct DumpCommand
{
    /// <summary>Offset of the backslash.</summary>
    public required long Start { get; init; }

    /// <summary>Offset of the line end that ends it.</summary>
    public required long End { get; init; }

    /// <summary>The command with its backslash, at most <see cref="DumpReader.RetainedBytes"/> of it.</summary>
    public required ReadOnlySpan<byte> Text { get; init; }

    /// <summary>How names in it are written.</summary>
    public required Encoding Encoding { get; init; }

    /// <summary>Whether it stands in the middle of a statement. Its bytes are then the statement's too.</summary>
    public required bool InsideStatement { get; init; }
}
