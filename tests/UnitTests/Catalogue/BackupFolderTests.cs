using HubChantier.Backup.Archive;
using HubChantier.Backup.Catalogue;

namespace HubChantier.Backup.UnitTests.Catalogue;

public sealed class BackupFolderTests : IDisposable
{
    private static readonly DateTime s_time = new(2026, 2, 8, 3, 0, 0, DateTimeKind.Unspecified);

    private readonly string _path = Directory.CreateTempSubdirectory("hub-folder-").FullName;

    private BackupFolder Folder => new(_path);

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void A_side_file_gets_its_name_with_the_backup_and_is_gone_without_it()
    {
        BackupFolder folder = new(_path);
        folder.Ensure();
        DateTime time = new(2026, 2, 8, 3, 0, 0, DateTimeKind.Unspecified);
        using (PartialBackup given = folder.Begin("a", HubBackupKind.Manual, time))
        {
            given.BeginSide(".access.sql").Write("GRANT"u8);
        }

        Assert.Empty(Directory.GetFiles(_path));
        // A name is taken too where only its side file is left.
        File.WriteAllText(Path.Combine(_path, "a_backup_20260208_030000.sql.gz.access.sql"), "old");
        using PartialBackup partial = folder.Begin("a", HubBackupKind.Manual, time);
        Assert.Equal("a_backup_20260208_030001.sql.gz", partial.Name);
    }

    [Fact]
    public void A_backup_that_is_not_published_leaves_nothing()
    {
        using (PartialBackup partial = Folder.Begin("a", HubBackupKind.Manual, s_time))
        {
            partial.Content.WriteByte(1);
            Assert.Empty(List());
        }

        Assert.Empty(Directory.GetFileSystemEntries(_path));
    }

    [Fact]
    public void A_published_backup_is_listed_with_its_manifest()
    {
        HubBackup published = Publish(s_time);

        HubBackup listed = Assert.Single(List());
        Assert.Equal(("a_backup_20260208_030000.sql.gz", HubBackupState.Complete), (listed.Name, listed.State));
        Assert.Equal(published.FullName, listed.FullName);
        Assert.Equal(2, Directory.GetFiles(_path).Length);
    }

    [Fact]
    public void Two_at_the_same_second_get_two_names()
    {
        using PartialBackup first = Folder.Begin("a", HubBackupKind.Manual, s_time);
        using PartialBackup second = Folder.Begin("a", HubBackupKind.Manual, s_time);

        Assert.Equal("a_backup_20260208_030000.sql.gz", first.Name);
        Assert.Equal("a_backup_20260208_030001.sql.gz", second.Name);
    }

    [Fact]
    public void A_file_that_appears_under_the_name_is_not_replaced()
    {
        using PartialBackup partial = Folder.Begin("a", HubBackupKind.Manual, s_time);
        string taken = Path.Combine(_path, partial.Name);
        File.WriteAllText(taken, "somebody's");

        BackupException exception = Assert.Throws<BackupException>(() => partial.Publish(Backup(partial.Name), Members));

        Assert.Equal(BackupFailure.FolderNotWritable, exception.Failure);
        Assert.Equal("somebody's", File.ReadAllText(taken));
        Assert.False(File.Exists(taken + ".json"));
    }

    [Fact]
    public void Files_of_the_old_scripts_are_legacy_and_others_are_not_listed()
    {
        foreach (string name in (string[])["hub_backup_20250101_030000.sql.gz", "pre_restore_safety_20250102_030000.sql.gz", "notes.txt", "x.sql.gz", "hub_backup_20250101_030000.sql.zst", ".hub_backup_20250103_030000.sql.gz.partial"])
        {
            File.WriteAllText(Path.Combine(_path, name), "");
        }

        Assert.Equal(
            [("hub_backup_20250101_030000.sql.gz", HubBackupState.Legacy, HubBackupKind.Manual), ("pre_restore_safety_20250102_030000.sql.gz", HubBackupState.Legacy, HubBackupKind.Safety)],
            List().Select(backup => (backup.Name, backup.State, backup.Kind)));
    }

    [Fact]
    public void A_data_file_whose_manifest_is_on_its_way_is_no_backup_yet()
    {
        File.WriteAllText(Path.Combine(_path, "a_backup_20250101_030000.sql.gz"), "");
        File.WriteAllText(Path.Combine(_path, ".a_backup_20250101_030000.sql.gz.json.partial"), "");

        Assert.Empty(List());
    }

    [Fact]
    public void A_data_file_of_another_length_is_damaged()
    {
        HubBackup published = Publish(s_time);
        File.AppendAllText(published.FullName, "more");

        Assert.Equal(HubBackupState.Damaged, Assert.Single(List()).State);
        Assert.Throws<BackupException>(() => new BackupCatalogue(Folder, "a", "default").Latest());
    }

    [Fact]
    public void A_manifest_that_cannot_be_read_is_told_and_hides_no_other()
    {
        Publish(s_time);
        File.WriteAllText(Publish(s_time.AddDays(1)).ManifestPath, "{");
        List<BackupException> problems = [];

        IReadOnlyList<HubBackup> listed = Folder.List(problems.Add);

        Assert.Equal("a_backup_20260208_030000.sql.gz", Assert.Single(listed).Name);
        Assert.Equal(BackupFailure.ManifestInvalid, Assert.Single(problems).Failure);
    }

    [Fact]
    public void A_manifest_that_was_copied_beside_another_file_is_refused()
    {
        HubBackup published = Publish(s_time);
        string other = Path.Combine(_path, "b_backup_20260208_030000.sql.gz");
        File.Copy(published.FullName, other);
        File.Copy(published.ManifestPath, other + ".json");

        Assert.Equal(BackupFailure.ManifestInvalid, Assert.Throws<BackupException>(() => BackupFolder.Open(other)).Failure);
    }

    [Fact]
    public async Task Two_changes_of_a_manifest_at_once_both_stay()
    {
        HubBackup published = Publish(s_time);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => ManifestUpdate.AddVerificationAsync(
            published, new HubVerification { Finished = DateTimeOffset.UnixEpoch, Kind = HubVerificationKind.Read, Passed = true }, TimeProvider.System, CancellationToken.None))));

        Assert.Equal(20, Assert.Single(List()).Verifications.Count);
    }

    [Fact]
    public async Task A_manifest_is_never_made_again_for_a_backup_that_is_gone()
    {
        HubBackup published = Publish(s_time);
        File.Delete(published.FullName);
        File.Delete(published.ManifestPath);

        await Assert.ThrowsAsync<BackupException>(() => ManifestUpdate.AddVerificationAsync(
            published, new HubVerification { Finished = DateTimeOffset.UnixEpoch, Kind = HubVerificationKind.Read, Passed = true }, TimeProvider.System, CancellationToken.None));

        Assert.Empty(List());
    }

    private static MemberIndex Members => new() { UncompressedSize = ArchiveFormat.MemberSize, Offsets = [0] };

    private IReadOnlyList<HubBackup> List() => Folder.List(problem => throw problem);

    private HubBackup Publish(DateTime time)
    {
        using PartialBackup partial = Folder.Begin("a", HubBackupKind.Manual, time);
        partial.Content.Write("12345"u8);
        return partial.Publish(Backup(partial.Name), Members);
    }

    private static HubBackup Backup(string name) => new()
    {
        Schema = 1,
        Id = Guid.NewGuid(),
        Name = name,
        Kind = HubBackupKind.Manual,
        Database = "a",
        Source = "default",
        Started = DateTimeOffset.UnixEpoch,
        Length = 5,
    };
}
