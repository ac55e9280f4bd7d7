namespace HubChantier.Backup.Sql;

/// <summary>The end of the data of a COPY block.</summary>
/// <param name="Header">As in <see cref="DumpCopyStart"/>.</param>
/// <param name="DataStart">Offset of the first byte of the first row.</param>
/// <param name="DataEnd">Offset of the closing <c>\.</c>.</param>
/// <param name="End">Offset after the line of the closing <c>\.</c>.</param>
/// <param name="Rows">How many rows: COPY's text format writes each on a line of its own.</param>
public readonly record struct DumpCopyEnd(CopyHeader Header, long DataStart, long DataEnd, long End, long Rows)
{
    /// <summary>Bytes of COPY text, line ends included, without the closing <c>\.</c>.</summary>
    public long Bytes => DataEnd - DataStart;
}
