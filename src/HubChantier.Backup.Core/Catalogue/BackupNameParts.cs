namespace HubChantier.Backup.Catalogue;

/// <summary>What the name of a data file tells.</summary>
/// <param name="Database">The database; null in the name of a safety backup.</param>
/// <param name="Kind"><see cref="HubBackupKind.Safety"/>, or <see cref="HubBackupKind.Manual"/> for all others.</param>
/// <param name="LocalTime">When it began, in the local time of the machine that made it.</param>
/// <param name="Compression">The compression that its ending names.</param>
/// <param name="IsEncrypted">Whether its ending says that it is encrypted.</param>
public sealed record BackupNameParts(string? Database, HubBackupKind Kind, DateTime LocalTime, HubCompression Compression = HubCompression.Gzip, bool IsEncrypted = false);
