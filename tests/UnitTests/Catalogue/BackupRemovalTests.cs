using HubChantier.Backup.Archive;
using HubChantier.Backup.Catalogue;

namespace HubChantier.Backup.UnitTests.Catalogue;

public sealed class BackupRemovalTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("hub-removal-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public async Task Data_and_manifest_go()
    {
        HubBackup old = Publish(1);
        HubBackup kept = Publish(2);

        await RemoveAsync(old);

        Assert.Equal([kept.Name, kept.Name + ".json"], Files());
    }

    [Fact]
    public async Task The_last_good_one_stays_whatever_else_is_there()
    {
        HubBackup last = Publish(1);
        Publish(2, database: "other");
        Publish(3, source: "other");
        Publish(4, kind: HubBackupKind.Safety);
        File.AppendAllText(Publish(5).FullName, "damaged");
        File.WriteAllText(Path.Combine(_path, "a_backup_20200101_000000.sql.gz"), "legacy");

        BackupException exception = await Assert.ThrowsAsync<BackupException>(() => RemoveAsync(last));

        Assert.Equal(BackupFailure.LastGoodBackup, exception.Failure);
        Assert.True(File.Exists(last.FullName) && File.Exists(last.ManifestPath));
    }

    [Fact]
    public async Task Two_removals_at_once_leave_one()
    {
        HubBackup[] both = [Publish(1), Publish(2)];

        Exception?[] errors = await Task.WhenAll(both.Select(backup => Task.Run(() => Record.ExceptionAsync(() => RemoveAsync(backup)))));

        Assert.Equal(BackupFailure.LastGoodBackup, Assert.IsType<BackupException>(Assert.Single(errors, error => error is not null)).Failure);
        Assert.Equal(2, Files().Length);
    }

    [Fact]
    public async Task A_backup_that_is_read_stays()
    {
        HubBackup read = Publish(1);
        Publish(2);
        using FileStream reader = new(read.FullName, FileMode.Open, FileAccess.Read, FileShare.Read);

        Assert.Equal(BackupFailure.BackupInUse, (await Assert.ThrowsAsync<BackupException>(() => RemoveAsync(read))).Failure);
        Assert.Equal(4, Files().Length);
    }

    [Fact]
    public async Task Legacy_files_and_safety_backups_go()
    {
        string legacy = Path.Combine(_path, "a_backup_20200101_000000.sql.gz");
        File.WriteAllText(legacy, "legacy");

        await RemoveAsync(BackupFolder.Open(legacy));
        await RemoveAsync(Publish(1, kind: HubBackupKind.Safety));

        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_removal_that_was_killed_is_cleared_up()
    {
        HubBackup backup = Publish(1);
        File.Move(backup.FullName, Path.Combine(_path, "." + backup.Name + ".partial"));

        await FolderSweep.RunAsync(_path, TimeProvider.System, CancellationToken.None);

        Assert.Empty(Files());
    }

    private static Task RemoveAsync(HubBackup backup) => BackupRemoval.RunAsync(backup, TimeProvider.System, CancellationToken.None);

    private string[] Files()
        => [.. Directory.GetFiles(_path).Select(path => Path.GetFileName(path)).Where(name => !name.EndsWith(".lock", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private HubBackup Publish(int day, string database = "a", string source = "default", HubBackupKind kind = HubBackupKind.Manual)
    {
        using PartialBackup partial = new BackupFolder(_path).Begin(database, kind, new DateTime(2026, 2, day, 3, 0, 0, DateTimeKind.Unspecified));
        partial.Content.Write("12345"u8);
        return partial.Publish(
            new HubBackup
            {
                Schema = 1,
                Id = Guid.NewGuid(),
                Name = partial.Name,
                Kind = kind,
                Database = database,
                Source = source,
                Started = new DateTimeOffset(2026, 2, day, 3, 0, 0, TimeSpan.Zero),
                Length = 5,
            },
            new MemberIndex { UncompressedSize = ArchiveFormat.MemberSize, Offsets = [0] });
    }
}
