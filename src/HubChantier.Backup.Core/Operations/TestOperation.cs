using System.Globalization;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Operations;

/// <summary>Proves that a backup's file is what its manifest says, and keeps the result in the manifest.</summary>
public static class TestOperation
{
    /// <summary>Reads a backup's whole file; of one that is encrypted, without an identity, only its checksum can be found.</summary>
    /// <returns>The result; a backup that is not good is a result too.</returns>
    /// <exception cref="BackupException">The file could not be read, or the identity does not open it.</exception>
    public static async Task<HubBackupTest> RunAsync(HubBackup backup, OperationContext context, CancellationToken token)
    {
        IReadOnlyList<BackupException> beside = await SideFiles.ProblemsAsync(backup, token).ConfigureAwait(false);
        HubBackupTest test = await ReadAsync(backup, beside, open: null, context, token).ConfigureAwait(false);
        return test.Of(await KeepAsync(backup, test.Kind, test.Problems, context, token).ConfigureAwait(false));
    }

    /// <summary>Reads a backup's whole file, wherever it lies; keeps nothing.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="beside">What is wrong with the files beside it.</param>
    /// <param name="open">Opens the file elsewhere than on this machine's disk, or null.</param>
    /// <param name="context">Where to speak, the identities.</param>
    /// <param name="token">Cancels.</param>
    /// <exception cref="BackupException">As <see cref="RunAsync"/>.</exception>
    internal static async Task<HubBackupTest> ReadAsync(
        HubBackup backup, IReadOnlyList<BackupException> beside, Func<CancellationToken, Task<Stream>>? open, OperationContext context, CancellationToken token)
    {
        long began = context.Time.GetTimestamp();
        IProgress<long> progress = ActivityProgress.Of(context, Strings.ActivityTest, backup.Name, backup.Length);
        AgeIdentities identities = AgeIdentities.Of(context);
        if (!identities.CanOpen(backup))
        {
            BackupException? different = await BackupInspection.CompareAsync(backup, progress, token, open).ConfigureAwait(false);
            string notChecked = string.Format(CultureInfo.CurrentCulture, Strings.ContentNotChecked, backup.Name);
            context.Log.Warn(notChecked);
            return Result(HubVerificationKind.Checksum, different is null ? beside : beside.Prepend(different), reading: null, notChecked);
        }

        identities.Check(backup);
        BackupReading read = await BackupInspection.ReadAsync(backup, context, consume: null, progress, token, also: null, open).ConfigureAwait(false);
        return Result(HubVerificationKind.Read, read.Problems.Concat(beside), read, notChecked: null);

        HubBackupTest Result(HubVerificationKind kind, IEnumerable<BackupException> found, BackupReading? reading, string? notChecked)
        {
            IReadOnlyList<string> problems = [.. found.Select(problem => problem.Message)];
            return new HubBackupTest
            {
                Backup = backup,
                Kind = kind,
                Passed = problems.Count == 0,
                Problems = problems,
                NotChecked = notChecked,
                Rows = reading?.Summary is null ? null : reading.Inventory.Tables.Sum(table => table.Rows),
                UncompressedLength = reading?.Summary?.UncompressedLength,
                Duration = context.Time.GetElapsedTime(began),
            };
        }
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
