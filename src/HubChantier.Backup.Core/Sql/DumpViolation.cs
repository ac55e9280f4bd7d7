namespace HubChantier.Backup.Sql;

/// <summary>Something in a dump that pg_dump does not write and that could do harm, or mislead whoever reads the dump.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Where, in bytes from the start of the uncompressed text.</param>
/// <param name="Text">The beginning of the line or statement: at most 80 characters, none that a terminal would act upon. May be empty.</param>
public readonly record struct DumpViolation(DumpViolationKind Kind, long Offset, string Text);
