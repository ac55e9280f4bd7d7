namespace HubChantier.Backup.Sql;

/// <summary>Where the data of a COPY block begins.</summary>
/// <param name="Header">What the statement says.</param>
/// <param name="StatementStart">Offset of the word COPY.</param>
/// <param name="DataStart">Offset of the first byte of the first row, or of the closing <c>\.</c> of an empty table.</param>
/// <param name="ViaPartitionRoot">
/// Whether pg_dump marked the block <c>-- load via partition root</c>: the rows of one partition, to be loaded into the root that the header names.
/// </param>
public readonly record struct DumpCopyStart(CopyHeader Header, long StatementStart, long DataStart, bool ViaPartitionRoot);
