namespace HubChantier.Backup.Ports;

/// <summary>What every operation is given besides its request: where to speak, the clock, what .NET lacks.</summary>
/// <param name="Log">Takes events and warnings.</param>
/// <param name="Progress">Takes how far the operation has come; may be called from any thread, often.</param>
/// <param name="Time">The clock; a test gives its own.</param>
/// <param name="Zstd">Gives the codec of Zstandard; called only for a backup of that compression.</param>
/// <param name="X25519">Gives the key agreement of encrypted backups; called only for one of these.</param>
public sealed record OperationContext(
    IOperationLog Log, IProgress<OperationProgress> Progress, TimeProvider Time, Func<IArchiveCodec> Zstd, Func<IX25519> X25519)
{
    /// <summary>Absolute path of the file of the private keys that open encrypted backups; null where nobody named one.</summary>
    public string? IdentityFile { get; init; }
}
