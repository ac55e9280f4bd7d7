using HubChantier.Backup.Archive;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Loading;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>What the gate has read of a backup, with all that its load needs.</summary>
/// <param name="Reading">The file against its manifest.</param>
/// <param name="Map">What its text is made of.</param>
/// <param name="Source">Where a load in pieces reads; null for a file without an index.</param>
internal sealed record GateReading(BackupReading Reading, LoadMap Map, LoadSource? Source)
{
    /// <summary>Reads the backup's whole file once.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="context">Where to speak.</param>
    /// <param name="token">Cancels.</param>
    /// <param name="also">Also told what is in the SQL, or null.</param>
    public static async Task<GateReading> ReadAsync(HubBackup backup, OperationContext context, CancellationToken token, IDumpVisitor? also = null)
    {
        LoadMap map = new();
        MemberIndex? index = backup.State == HubBackupState.Legacy ? null : BackupFolder.ReadMembers(backup);
        MemberDigests? digests = index is null ? null : new MemberDigests(index.UncompressedSize);
        IProgress<long> progress = ActivityProgress.Of(context, Strings.ActivityGate, backup.Name, backup.Length);
        BackupReading reading = await BackupInspection.ReadAsync(backup, context, Consume, progress, token, also is null ? map : new VisitorPair(map, also)).ConfigureAwait(false);
        digests?.Complete();
        LoadSource? source = digests is null ? null : new LoadSource(backup, index!, digests, ArchiveFormat.Codec(backup.Compression, context.Zstd), AgeIdentities.Of(context));
        return new GateReading(reading, map, source);

        ValueTask Consume(ReadOnlyMemory<byte> text, CancellationToken cancel)
        {
            digests?.Take(text.Span);
            return ValueTask.CompletedTask;
        }
    }
}
