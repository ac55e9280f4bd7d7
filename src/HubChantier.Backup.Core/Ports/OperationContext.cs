namespace HubChantier.Backup.Ports;

/// <summary>What every operation is given besides its request: where to speak, the clock, the codec that .NET lacks.</summary>
/// <param name="Log">Takes events and warnings.</param>
/// <param name="Progress">Takes how far the operation has come; may be called from any thread, often.</param>
/// <param name="Time">The clock; a test gives its own.</param>
/// <param name="Zstd">Gives the codec of Zstandard; called only for a backup of that compression.</param>
public sealed record OperationContext(IOperationLog Log, IProgress<OperationProgress> Progress, TimeProvider Time, Func<IArchiveCodec> Zstd);
