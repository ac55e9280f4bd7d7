using System.Globalization;
using System.Text.Json.Nodes;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Journal;
using HubChantier.Backup.UnitTests.Help;

namespace HubChantier.Backup.UnitTests.Journal;

public sealed class RunJournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-journal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_appended_is_read_in_its_order()
    {
        RunJournal journal = new(_folder);
        HubRun failed = Runs.Made(1, result: HubRunResult.Failed, error: "DumpFailed", message: "pg_dump:\n\"été\"\u2028 \\ <end>");
        await AppendAsync(journal, Runs.Made(2));
        await AppendAsync(journal, failed);

        JournalReading reading = journal.Read();

        Assert.Equal(0, reading.UnreadableLines);
        Assert.Equal([HubRunResult.Succeeded, HubRunResult.Failed], reading.Runs.Select(run => run.Result));
        HubRun read = reading.Runs[1];
        Assert.Equal(
            (failed.Id, failed.Operation, failed.Database, failed.Source, failed.Started, failed.Finished, failed.Duration, failed.User, failed.Host, failed.ProcessId, failed.ErrorId, failed.Message),
            (read.Id, read.Operation, read.Database, read.Source, read.Started, read.Finished, read.Duration, read.User, read.Host, read.ProcessId, read.ErrorId, read.Message));
        Assert.Equal(2, (await File.ReadAllLinesAsync(journal.Path)).Length);
    }

    [Fact]
    public async Task A_line_has_the_fields_of_its_schema_and_no_other()
    {
        RunJournal journal = new(_folder);
        await AppendAsync(journal, Runs.Made(0, HubRunOperation.Drill, HubRunResult.Failed, "VerificationFailed", "no", free: 12));
        JsonObject line = JsonNode.Parse(await File.ReadAllTextAsync(journal.Path))!.AsObject();
        JsonObject schema = JsonNode.Parse(await File.ReadAllTextAsync(RepositoryPaths.Combine("docs", "journal.schema.json")))!.AsObject();

        Assert.All(line, field => Assert.Contains(field.Key, schema["properties"]!.AsObject().Select(property => property.Key)));
        Assert.All(schema["required"]!.AsArray(), name => Assert.True(line.ContainsKey((string)name!), (string)name!));
        Assert.Equal(Enum.GetNames<HubRunOperation>(), schema["properties"]!["operation"]!["enum"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(Enum.GetNames<HubRunResult>(), schema["properties"]!["result"]!["enum"]!.AsArray().Select(name => (string)name!));
    }

    [Fact]
    public async Task A_torn_line_costs_nobody_else_his_line()
    {
        RunJournal journal = new(_folder);
        await AppendAsync(journal, Runs.Made(3));
        await AppendAsync(journal, Runs.Made(2));
        byte[] whole = await File.ReadAllBytesAsync(journal.Path);
        await File.WriteAllBytesAsync(journal.Path, whole[..^20]);

        Assert.Equal((1, 1), Counts(journal));
        await AppendAsync(journal, Runs.Made(1));

        Assert.Equal((2, 1), Counts(journal));
        Assert.Equal(Runs.Made(1).Finished, journal.Read().Runs[^1].Finished);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"schema\":1}")]
    [InlineData("\0\0\0\0")]
    [InlineData("\"schema\":1,\"operation\":\"Backup\"}")]
    public async Task What_is_no_run_is_passed_over(string line)
    {
        RunJournal journal = new(_folder);
        await AppendAsync(journal, Runs.Made(2));
        await File.AppendAllTextAsync(journal.Path, line + "\n");
        await AppendAsync(journal, Runs.Made(1));

        Assert.Equal((2, 1), Counts(journal));
    }

    [Theory]
    [InlineData("\"schema\":1", "\"schema\":2")]
    [InlineData("\"operation\":\"Backup\"", "\"operation\":\"Teleport\"")]
    public async Task A_line_of_a_later_version_is_passed_over(string now, string later)
    {
        RunJournal journal = new(_folder);
        await AppendAsync(journal, Runs.Made(2));
        await File.WriteAllTextAsync(journal.Path, (await File.ReadAllTextAsync(journal.Path)).Replace(now, later, StringComparison.Ordinal));

        Assert.Equal((0, 1), Counts(journal));
    }

    [Fact]
    public async Task A_field_of_a_later_version_is_no_reason_to_pass_a_line_over()
    {
        RunJournal journal = new(_folder);
        await AppendAsync(journal, Runs.Made(2));
        await File.WriteAllTextAsync(journal.Path, (await File.ReadAllTextAsync(journal.Path)).Replace("{", "{\"region\":[1,{}],", StringComparison.Ordinal));

        Assert.Equal((1, 0), Counts(journal));
    }

    [Fact]
    public async Task A_journal_that_has_grown_goes_on_in_a_new_file_and_the_oldest_goes()
    {
        RunJournal journal = new(_folder, limit: 1500);
        for (int i = 100; i > 0; i--)
        {
            await AppendAsync(journal, Runs.Made(i));
        }

        string[] files = [.. Directory.GetFiles(_folder, RunJournal.FileName + "*").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.Equal([RunJournal.FileName, .. Enumerable.Range(1, RunJournal.FilesKept).Select(number => $"{RunJournal.FileName}.{number}")], files);
        Assert.All(files, file => Assert.InRange(new FileInfo(Path.Combine(_folder, file)).Length, 1, 1500));
        HubRun[] runs = [.. journal.Read().Runs];
        Assert.Equal(Runs.Made(1).Finished, runs[^1].Finished);
        Assert.Equal(runs.Length - 1, (runs[^1].Finished - runs[0].Finished).TotalDays);
        Assert.InRange(runs.Length, 10, 99);
    }

    [Fact]
    public async Task Many_at_once_lose_no_line()
    {
        // Each opens the file by itself, as another process would; the lock keeps open files apart, not processes.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; i < 10; i++)
            {
                await AppendAsync(new RunJournal(_folder, limit: 12_000), Runs.Made(i, message: writer.ToString(CultureInfo.InvariantCulture)));
            }
        })));

        JournalReading reading = new RunJournal(_folder).Read();

        Assert.Equal((80, 0), (reading.Runs.Count, reading.UnreadableLines));
        Assert.All(reading.Runs.GroupBy(run => run.Message), writer => Assert.Equal(10, writer.Count()));
    }

    [Fact]
    public async Task A_line_waits_until_nobody_holds_the_folder()
    {
        RunJournal journal = new(_folder);
        FileStream held = await ManifestUpdate.LockAsync(_folder, TimeProvider.System, CancellationToken.None);
        Task appending = AppendAsync(journal, Runs.Made(0));

        Assert.Equal((false, false), (appending.IsCompleted, File.Exists(journal.Path)));
        await held.DisposeAsync();
        await appending;

        Assert.Equal((1, 0), Counts(journal));
    }

    [Fact]
    public async Task Only_its_owner_may_read_it()
    {
        RunJournal journal = new(_folder);
        await AppendAsync(journal, Runs.Made(0));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(journal.Path));
        }
    }

    [Fact]
    public async Task Without_a_folder_there_is_no_journal()
    {
        RunJournal journal = new(Path.Combine(_folder, "none"));
        await AppendAsync(journal, Runs.Made(0));

        Assert.Empty(journal.Read().Runs);
        Assert.False(Directory.Exists(Path.Combine(_folder, "none")));
    }

    [Fact]
    public async Task A_folder_in_its_place_is_an_error_with_a_name()
    {
        RunJournal journal = new(_folder);
        Directory.CreateDirectory(journal.Path);

        BackupException exception = await Assert.ThrowsAsync<BackupException>(() => AppendAsync(journal, Runs.Made(0)));
        Assert.Equal(BackupFailure.FolderNotWritable, exception.Failure);
        Assert.Equal(BackupFailure.FolderNotWritable, Assert.Throws<BackupException>(journal.Read).Failure);
    }

    [Fact]
    public async Task It_is_no_backup()
    {
        await AppendAsync(new RunJournal(_folder), Runs.Made(0));

        Assert.Empty(new BackupFolder(_folder).List(problem => Assert.Fail(problem.Message)));
    }

    private static Task AppendAsync(RunJournal journal, HubRun run) => journal.AppendAsync(run, TimeProvider.System, CancellationToken.None);

    private static (int Runs, int Unreadable) Counts(RunJournal journal)
    {
        JournalReading reading = journal.Read();
        return (reading.Runs.Count, reading.UnreadableLines);
    }
}
