namespace HubChantier.Backup.Ports;

/// <summary>What every operation is given besides its request: where to speak, and the clock.</summary>
/// <param name="Log">Takes events and warnings.</param>
/// <param name="Progress">Takes how far the operation has come; may be called from any thread, often.</param>
/// <param name="Time">The clock; a test gives its own.</param>
public sealed record OperationContext(IOperationLog Log, IProgress<OperationProgress> Progress, TimeProvider Time);
