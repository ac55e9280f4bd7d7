namespace HubChantier.Backup.Sql;

/// <summary>Something in a dump that pg_dump does not write there.</summary>
/// <param name="Offset">Where, in bytes from the start of the SQL.</param>
/// <param name="Text">Its beginning, without control characters.</param>
public sealed record DumpViolation(long Offset, string Text);
