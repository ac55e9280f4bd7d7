using HubChantier.Backup.Archive;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>What reading a backup's whole file told.</summary>
/// <param name="Summary">The file; null where it is cut or damaged.</param>
/// <param name="Inventory">What the SQL holds, as far as it could be read.</param>
/// <param name="Problems">What is wrong, the gravest first; empty where nothing is.</param>
internal sealed record BackupReading(ArchiveSummary? Summary, DumpInventory Inventory, IReadOnlyList<BackupException> Problems);
