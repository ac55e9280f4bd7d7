using HubChantier.Backup.Providers;
using HubChantier.Backup.Scheduling;

namespace HubChantier.Backup.UnitTests.Scheduling;

public sealed class ScheduleFolderTests : IDisposable
{
    private static readonly DateTimeOffset s_now = new(2026, 2, 8, 12, 0, 0, TimeSpan.Zero);

    private readonly string _path = Directory.CreateTempSubdirectory("hub-schedules-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Theory]
    [InlineData(HubScheduleKind.Systemd)]
    [InlineData(HubScheduleKind.Cron)]
    public async Task What_was_registered_is_listed_and_registering_again_changes_nothing(HubScheduleKind kind)
    {
        ScheduleFolder folder = Folder(kind);
        HubSchedule created = await RegisterAsync(folder, Definitions.Nightly("30 2 * * 1"));

        HubSchedule listed = Assert.Single(folder.List(s_now));
        Assert.Equal(HubScheduleChange.Created, created.Change);
        Assert.Equal(created.Files, listed.Files);
        Assert.Equal(("hub-backup", "30 2 * * 1", kind), (listed.Name, listed.CronExpression, listed.Kind));
        Assert.Equal(created.NextRun, listed.NextRun);
        Assert.Equal(HubScheduleChange.Unchanged, folder.Compare(Definitions.Nightly("30 2 * * 1"), s_now).Change);
    }

    [Theory]
    [InlineData(HubScheduleKind.Systemd, "OnCalendar=*-*-* 04:00:00")]
    [InlineData(HubScheduleKind.Cron, "0 4 * * * postgres '/bin/true' -NoProfile -NonInteractive -File '/opt/hub/nightly-backup.ps1'")]
    public async Task Registering_another_says_what_changed(HubScheduleKind kind, string line)
    {
        ScheduleFolder folder = Folder(kind);
        await RegisterAsync(folder, Definitions.Nightly());

        HubSchedule replaced = await RegisterAsync(folder, Definitions.Nightly("0 4 * * *"));

        Assert.Equal(HubScheduleChange.Replaced, replaced.Change);
        Assert.Contains("+ " + line, replaced.Differences);
        Assert.Contains(replaced.Differences, difference => difference.StartsWith("- ", StringComparison.Ordinal));
        Assert.Equal("0 4 * * *", Assert.Single(folder.List(s_now)).CronExpression);
    }

    [Theory]
    [InlineData(HubScheduleKind.Systemd, "hub-backup.service")]
    [InlineData(HubScheduleKind.Systemd, "hub-backup.timer")]
    [InlineData(HubScheduleKind.Cron, "hub-backup")]
    public async Task Somebody_elses_file_is_neither_written_over_nor_removed(HubScheduleKind kind, string file)
    {
        ScheduleFolder folder = Folder(kind);
        HubSchedule ours = await RegisterAsync(folder, Definitions.Nightly());
        File.WriteAllText(Path.Combine(_path, file), "# mine\n");

        Assert.Equal(BackupFailure.ScheduleForeign, Assert.Throws<BackupException>(() => folder.Compare(Definitions.Nightly("0 4 * * *"), s_now)).Failure);
        Assert.Equal(BackupFailure.ScheduleForeign, (await Assert.ThrowsAsync<BackupException>(() => folder.RemoveAsync(ours, CancellationToken.None))).Failure);
        Assert.Equal("# mine\n", File.ReadAllText(Path.Combine(_path, file)));
        Assert.All(ours.Files, path => Assert.True(File.Exists(path)));
    }

    [Theory]
    [InlineData(HubScheduleKind.Systemd)]
    [InlineData(HubScheduleKind.Cron)]
    public async Task Removing_takes_its_files_and_no_others(HubScheduleKind kind)
    {
        ScheduleFolder folder = Folder(kind);
        HubSchedule ours = await RegisterAsync(folder, Definitions.Nightly());
        HubSchedule other = await RegisterAsync(folder, Definitions.Nightly(name: "hub-backup-2"));
        File.WriteAllText(Path.Combine(_path, "mine.timer"), "[Timer]\n");

        await folder.RemoveAsync(ours, CancellationToken.None);

        Assert.Equal([.. other.Files, Path.Combine(_path, "mine.timer")], Directory.EnumerateFiles(_path).Order(StringComparer.Ordinal));
        Assert.Null(folder.Find("hub-backup", s_now));
    }

    [Theory]
    [InlineData(HubScheduleKind.Systemd, "hub-backup.timer", "OnCalendar=*-*-* 03", "OnCalendar=*-*-* 05")]
    [InlineData(HubScheduleKind.Cron, "hub-backup", "\n0 3 ", "\n0 5 ")]
    public async Task A_time_that_was_changed_by_hand_is_not_told_from_the_mark(HubScheduleKind kind, string file, string before, string after)
    {
        ScheduleFolder folder = Folder(kind);
        await RegisterAsync(folder, Definitions.Nightly());
        string path = Path.Combine(_path, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(before, after, StringComparison.Ordinal));

        Assert.Null(Assert.Single(folder.List(s_now)).NextRun);
    }

    [Fact]
    public void Cron_has_no_time_zone_of_its_own_and_a_day_that_never_comes_is_refused()
    {
        Assert.Equal(BackupFailure.ScheduleInvalid, Assert.Throws<BackupException>(() => Folder(HubScheduleKind.Cron).Compare(Definitions.Nightly(timeZone: "Europe/Paris"), s_now)).Failure);
        Assert.Equal(BackupFailure.ScheduleInvalid, Assert.Throws<BackupException>(() => Folder(HubScheduleKind.Systemd).Compare(Definitions.Nightly("0 3 30 2 *"), s_now)).Failure);
        Assert.Equal(BackupFailure.ScheduleInvalid, Assert.Throws<BackupException>(() => SchedulePlace.Of(HubScheduleKind.Cron, isUserLevel: true)).Failure);
    }

    [SystemdFact]
    public async Task What_systemd_refuses_is_not_written()
    {
        BackupException exception = await Assert.ThrowsAsync<BackupException>(
            () => RegisterAsync(Folder(HubScheduleKind.Systemd), Definitions.Nightly(powerShell: "/nowhere/pwsh")));

        Assert.Equal(BackupFailure.ScheduleInvalid, exception.Failure);
        Assert.Contains("/nowhere/pwsh", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_path));
    }

    [Fact]
    public void A_folder_that_is_not_there_has_no_schedules()
        => Assert.Empty(new ScheduleFolder(new SchedulePlace(HubScheduleKind.Cron, "/nowhere/cron.d", IsUserLevel: false, IsLive: false), Calendar).List(s_now));

    private static HubChantier.Backup.Ports.IRunCalendar Calendar(CronExpression when, string? zone) => new ProviderFactory().CreateRunCalendar(when.ToString(), ScheduleZone.Find(zone));

    private static async Task<HubSchedule> RegisterAsync(ScheduleFolder folder, ScheduleDefinition definition)
    {
        HubSchedule schedule = folder.Compare(definition, s_now);
        await folder.WriteAsync(definition, CancellationToken.None);
        return schedule;
    }

    private ScheduleFolder Folder(HubScheduleKind kind) => new(new SchedulePlace(kind, _path, IsUserLevel: false, IsLive: false), Calendar);
}
