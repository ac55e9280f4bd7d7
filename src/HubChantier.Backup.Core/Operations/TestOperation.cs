using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Operations;

/// <summary>Proves that a backup's file is what its manifest says, and keeps the result in the manifest.</summary>
public static class TestOperation
{
    /// <summary>Reads a backup's whole file.</summary>
    /// <returns>The result; a backup that is not good is a result too.</returns>
    /// <exception cref="BackupException">The file could not be read.</exception>
    public static async Task<HubBackupTest> RunAsync(HubBackup backup, OperationContext context, CancellationToken token)
    {
        long began = context.Time.GetTimestamp();
        IProgress<long> progress = ActivityProgress.Of(context, Strings.ActivityTest, backup.Name, backup.Length);
        BackupReading reading = await BackupInspection.ReadAsync(backup, consume: null, progress, token).ConfigureAwait(false);
        bool passed = reading.Problems.Count == 0;
        HubBackup tested = backup;
        if (backup.State != HubBackupState.Legacy)
        {
            HubVerification verification = new()
            {
                Finished = context.Time.GetUtcNow(),
                Kind = HubVerificationKind.Read,
                Passed = passed,
                Message = passed ? null : reading.Problems[0].Message,
            };
            try
            {
                tested = await ManifestUpdate.AddVerificationAsync(backup, verification, context.Time, token).ConfigureAwait(false);
            }
            catch (BackupException exception) when (exception.Failure is BackupFailure.FolderNotWritable or BackupFailure.DiskFull)
            {
                // Who may read a backup but not write beside it has a result all the same.
                context.Log.Warn(exception.Message);
            }
        }

        return new HubBackupTest
        {
            Backup = tested,
            Kind = HubVerificationKind.Read,
            Passed = passed,
            Problems = [.. reading.Problems.Select(problem => problem.Message)],
            Rows = reading.Summary is null ? null : reading.Inventory.Tables.Sum(table => table.Rows),
            UncompressedLength = reading.Summary?.UncompressedLength,
            Duration = context.Time.GetElapsedTime(began),
        };
    }
}
