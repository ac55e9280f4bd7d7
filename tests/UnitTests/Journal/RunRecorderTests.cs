using HubChantier.Backup.Journal;
using HubChantier.Backup.Operations;
using HubChantier.Backup.UnitTests.Retention;

namespace HubChantier.Backup.UnitTests.Journal;

public sealed class RunRecorderTests : IDisposable
{
    private static readonly HubBackup s_backup = Past.Made(1, length: 4321);

    private readonly string _folder = Directory.CreateTempSubdirectory("hub-recorder-").FullName;
    private readonly QuietLog _log = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_run_that_gave_a_backup_has_its_name_and_length()
    {
        HubRun run = await RecordAsync(() => Task.FromResult(s_backup));

        Assert.Equal((HubRunResult.Succeeded, null, s_backup.Name, 4321), (run.Result, run.ErrorId, run.BackupName, run.Bytes));
        Assert.Equal((Past.Database, "site-b", "db:5432"), (run.Database, run.Source, run.Target));
        Assert.Equal((Environment.UserName, Environment.MachineName, Environment.ProcessId), (run.User, run.Host, run.ProcessId));
        Assert.True(run.FreeBytes > 0);
        Assert.InRange(run.Duration, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.True(run.Finished >= run.Started);
    }

    [Fact]
    public async Task A_failure_is_written_and_comes_out()
    {
        BackupException thrown = new(BackupFailure.DiskFull, "The disk is full.");

        HubRun run = await RecordAsync(() => Task.FromException<object?>(thrown), expected: thrown);

        Assert.Equal((HubRunResult.Failed, "DiskFull", "The disk is full.", null), (run.Result, run.ErrorId, run.Message, run.BackupName));
    }

    [Fact]
    public async Task A_test_that_finds_the_backup_bad_failed()
    {
        HubRun run = await RecordAsync(() => Task.FromResult(Tested("rows are missing")));

        Assert.Equal((HubRunResult.Failed, "VerificationFailed", "rows are missing", s_backup.Name), (run.Result, run.ErrorId, run.Message, run.BackupName));
        Assert.Equal(HubRunResult.Succeeded, (await RecordAsync(() => Task.FromResult(Tested()))).Result);
    }

    [Fact]
    public async Task A_rotation_that_left_something_failed()
    {
        IReadOnlyList<BackupException> left = [new BackupException(BackupFailure.BackupInUse, "in use")];

        Assert.Equal("BackupInUse", (await RecordAsync(() => Task.FromResult(left))).ErrorId);
        Assert.Equal(HubRunResult.Succeeded, (await RecordAsync(() => Task.FromResult<IReadOnlyList<BackupException>>([]))).Result);
    }

    [Fact]
    public async Task A_failure_that_is_handed_over_is_seen()
    {
        HubRun failed = await RecordAsync(() => Task.FromResult(new SendResult(s_backup, new BackupException(BackupFailure.CopyMissing, "no copy"))));

        Assert.Equal((HubRunResult.Failed, "CopyMissing", "no copy", s_backup.Name), (failed.Result, failed.ErrorId, failed.Message, failed.BackupName));
        Assert.Equal(HubRunResult.Succeeded, (await RecordAsync(() => Task.FromResult(new SendResult(s_backup, Failure: null)))).Result);
    }

    [Fact]
    public async Task What_was_cancelled_is_no_failure_whatever_it_threw()
    {
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();

        foreach (Exception thrown in (Exception[])[new OperationCanceledException(stop.Token), new BackupException(BackupFailure.DumpFailed, "signal"), new IOException("pipe")])
        {
            HubRun run = await RecordAsync(() => Task.FromException<object?>(thrown), thrown, stop.Token);

            Assert.Equal((HubRunResult.Cancelled, "Cancelled", null), (run.Result, run.ErrorId, run.Message));
        }
    }

    [Fact]
    public async Task A_fault_of_ours_has_a_line_too()
    {
        InvalidOperationException thrown = new("password=secret");

        HubRun run = await RecordAsync(() => Task.FromException<object?>(thrown), thrown);

        Assert.Equal((HubRunResult.Failed, "Internal", null), (run.Result, run.ErrorId, run.Message));
    }

    [Fact]
    public async Task A_long_message_is_cut()
    {
        BackupException thrown = new(BackupFailure.DumpFailed, new string('x', 999) + string.Concat(Enumerable.Repeat("🏗", 100_000)));

        Assert.Equal(1001, (await RecordAsync(() => Task.FromException<object?>(thrown), thrown)).Message!.Length);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_is_a_warning_and_the_result_comes_out()
    {
        Directory.CreateDirectory(Path.Combine(_folder, RunJournal.FileName));

        HubBackup result = await new RunRecorder(new RunJournal(_folder)).RunAsync(Subject(), () => Task.FromResult(s_backup), _log.Context(), CancellationToken.None);

        Assert.Same(s_backup, result);
        Assert.Contains(RunJournal.FileName, Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    private static RunSubject Subject() => new(HubRunOperation.Backup, Past.Database, "site-b", Target: "db:5432");

    private static HubBackupTest Tested(params string[] problems) => new()
    {
        Backup = s_backup, Kind = HubVerificationKind.Read, Passed = problems.Length == 0, Problems = problems, Duration = TimeSpan.FromSeconds(1),
    };

    /// <summary>Runs the work and gives its line.</summary>
    private async Task<HubRun> RecordAsync<T>(Func<Task<T>> work, Exception? expected = null, CancellationToken token = default)
    {
        RunJournal journal = new(_folder);
        int before = journal.Read().Runs.Count;
        Task<T> running = new RunRecorder(journal).RunAsync(Subject(), work, _log.Context(), token);
        if (expected is null)
        {
            await running;
        }
        else
        {
            Assert.Same(expected, await Record.ExceptionAsync(() => running));
        }

        Assert.Empty(_log.Warnings);
        IReadOnlyList<HubRun> runs = journal.Read().Runs;
        Assert.Equal(before + 1, runs.Count);
        return runs[^1];
    }
}
