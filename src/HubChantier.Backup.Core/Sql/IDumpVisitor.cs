namespace HubChantier.Backup.Sql;

/// <summary>Is told what a <see cref="DumpReader"/> finds in a dump, in the order of the text.</summary>
/// <remarks>
/// All offsets are bytes from the start of the uncompressed text. Comments, statements, commands and COPY data never overlap, and what lies
/// between two of them is blank (spaces, line ends). Spans are valid during the call only.
/// </remarks>
public interface IDumpVisitor
{
    /// <summary>A comment between two statements. Comments inside a statement belong to the statement.</summary>
    void Comment(in DumpComment comment);

    /// <summary>A statement, with the semicolon that ends it. Of a COPY block, the header comes here too, before <see cref="CopyBegins"/>.</summary>
    void Statement(in DumpStatement statement);

    /// <summary>A psql command: a backslash outside quotes, comments and COPY data, and the rest of its line.</summary>
    void Command(in DumpCommand command);

    /// <summary>The data of a <c>COPY … FROM stdin</c> begins.</summary>
    void CopyBegins(in DumpCopyStart copy);

    /// <summary>The data of the block that began last is over: its closing <c>\.</c> was read.</summary>
    void CopyEnds(in DumpCopyEnd copy);

    /// <summary>The text itself is not as pg_dump writes it: cut short, with NUL bytes, or such that programs may disagree how to read it.</summary>
    void Irregular(in DumpViolation violation);

    /// <summary>The end of the text; nothing comes after this.</summary>
    /// <param name="length">Bytes in the whole text.</param>
    /// <param name="afterLineEnd">Whether the last byte was a line end.</param>
    void TextEnds(long length, bool afterLineEnd);
}
