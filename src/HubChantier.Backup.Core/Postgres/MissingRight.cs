namespace HubChantier.Backup.Postgres;

/// <summary>Something that a dump would read and a role may not.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name as SQL has it; the number of a large object.</param>
/// <param name="ClosedSchema">Its schema, as SQL has it, where the role may not enter that; else null.</param>
/// <param name="IsRefused">Whether it is refused itself, and not only its schema.</param>
internal sealed record MissingRight(MissingRightKind Kind, string Name, string? ClosedSchema, bool IsRefused);
