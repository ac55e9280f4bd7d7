using HubChantier.Backup.Ports;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>Reads a backup's whole file for a gate that also asks what the dump makes.</summary>
internal static class DemandReading
{
    /// <summary>Reads it.</summary>
    /// <exception cref="BackupException">The backup is not good.</exception>
    public static async Task<(GateReading Gate, DumpDemands Demands)> ReadAsync(
        HubBackup backup, ISqlTarget target, OperationContext context, CancellationToken token)
    {
        DumpDemands demands = new();
        GateReading gate = await GateReading.ReadAsync(backup, context, token, demands).ConfigureAwait(false);
        RestoreGate.CheckContent(backup, gate.Reading, target.Version);
        return (gate, demands);
    }
}
