using HubChantier.Backup.Journal;
using HubChantier.Backup.Operations;
using HubChantier.Backup.UnitTests.Journal;

namespace HubChantier.Backup.UnitTests.Scheduling;

public sealed class LastBackupRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-last-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_is_the_last_backup_of_the_database_and_source_that_nobody_stopped()
    {
        RunJournal journal = new(_folder);
        HubRun failed = Runs.Made(daysAgo: 2, result: HubRunResult.Failed);
        HubRun[] runs =
        [
            Runs.Made(daysAgo: 3),
            failed,
            Runs.Made(daysAgo: 1, result: HubRunResult.Cancelled),
            Runs.Made(daysAgo: 1, HubRunOperation.Drill),
            Runs.Made(daysAgo: 1, database: "other"),
            Runs.Made(daysAgo: 1, source: "staging"),
        ];
        foreach (HubRun run in runs)
        {
            await journal.AppendAsync(run, TimeProvider.System, CancellationToken.None);
        }

        Assert.Equal(failed.Started, LastBackupRun.Find(journal, "hub_chantier", "default"));
        Assert.Null(LastBackupRun.Find(journal, "none", "default"));
        Assert.Null(LastBackupRun.Find(new RunJournal(Path.Combine(_folder, "none")), "hub_chantier", "default"));
    }
}
