namespace HubChantier.Backup.Sql;

/// <summary>Sees the parts of a dump, in order. Offsets are bytes from the start of the text; spans are valid during the call only.</summary>
public interface IDumpVisitor
{
    /// <summary>A comment line between statements, from its dashes to before its line end.</summary>
    void OnComment(long start, ReadOnlySpan<byte> text);

    /// <summary>A statement, from its first byte to after its semicolon.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="end">Where what follows it begins.</param>
    /// <param name="text">Its text; of one longer than <see cref="DumpReader.KeptText"/> the beginning.</param>
    void OnStatement(long start, long end, ReadOnlySpan<byte> text);

    /// <summary>The rows of the COPY statement before.</summary>
    /// <param name="start">Where the first row begins.</param>
    /// <param name="end">Where the closing <c>\.</c> begins.</param>
    /// <param name="rows">How many there are.</param>
    void OnCopyData(long start, long end, long rows);

    /// <summary>A psql command outside COPY data, from its backslash to before its line end.</summary>
    void OnCommand(long start, ReadOnlySpan<byte> text);
}
