using HubChantier.Backup.Ports;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>Reads a backup's whole file for a gate that also asks what the dump makes.</summary>
internal static class DemandReading
{
    /// <summary>Reads it.</summary>
    /// <exception cref="BackupException">The backup is not good.</exception>
    public static async Task<(BackupReading Reading, DumpDemands Demands)> ReadAsync(
        HubBackup backup, ISqlTarget target, OperationContext context, CancellationToken token)
    {
        DumpDemands demands = new();
        DumpReader reader = new(demands);
        BackupReading reading = await BackupInspection.ReadAsync(
            backup,
            context.Zstd,
            (content, _) =>
            {
                reader.Read(content.Span);
                return ValueTask.CompletedTask;
            },
            ActivityProgress.Of(context, Strings.ActivityGate, backup.Name, backup.Length),
            token).ConfigureAwait(false);
        RestoreGate.CheckContent(backup, reading, target.Version);
        reader.Complete();
        return (reading, demands);
    }
}
