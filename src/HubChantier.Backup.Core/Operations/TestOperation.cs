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
        BackupReading reading = await BackupInspection.ReadAsync(backup, context.Zstd, consume: null, progress, token).ConfigureAwait(false);
        IReadOnlyList<BackupException> beside = await SideFiles.ProblemsAsync(backup, token).ConfigureAwait(false);
        IReadOnlyList<string> problems = [.. reading.Problems.Concat(beside).Select(problem => problem.Message)];
        return new HubBackupTest
        {
            Backup = await KeepAsync(backup, HubVerificationKind.Read, problems, context, token).ConfigureAwait(false),
            Kind = HubVerificationKind.Read,
            Passed = problems.Count == 0,
            Problems = problems,
            Rows = reading.Summary is null ? null : reading.Inventory.Tables.Sum(table => table.Rows),
            UncompressedLength = reading.Summary?.UncompressedLength,
            Duration = context.Time.GetElapsedTime(began),
        };
    }

    /// <summary>Keeps a result in the backup's manifest, if it has one.</summary>
    /// <returns>The backup with it.</returns>
    internal static async Task<HubBackup> KeepAsync(
        HubBackup backup, HubVerificationKind kind, IReadOnlyList<string> problems, OperationContext context, CancellationToken token)
    {
        if (backup.State == HubBackupState.Legacy)
        {
            return backup;
        }

        HubVerification verification = Verification(kind, problems, context.Time);
        try
        {
            return await ManifestUpdate.AddVerificationAsync(backup, verification, context.Time, token).ConfigureAwait(false);
        }
        catch (BackupException exception) when (exception.Failure is BackupFailure.FolderNotWritable or BackupFailure.DiskFull)
        {
            // Who may read a backup but not write beside it has a result all the same.
            context.Log.Warn(exception.Message);
            return backup;
        }
    }

    /// <summary>A result as a manifest keeps it.</summary>
    internal static HubVerification Verification(HubVerificationKind kind, IReadOnlyList<string> problems, TimeProvider time) => new()
    {
        Finished = time.GetUtcNow(),
        Kind = kind,
        Passed = problems.Count == 0,
        Message = problems.Count == 0 ? null : problems[0],
    };
}
