namespace HubChantier.Backup.Ports;

/// <summary>How far an operation has come.</summary>
/// <param name="Activity">What is being done, in the user's language.</param>
/// <param name="Bytes">Bytes done so far.</param>
/// <param name="TotalBytes">Bytes there are to do, or null where nobody knows; may be an estimate.</param>
public readonly record struct OperationProgress(string Activity, long Bytes, long? TotalBytes);
