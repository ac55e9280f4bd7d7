using HubChantier.Backup.Archive;
using HubChantier.Backup.Catalogue;

namespace HubChantier.Backup.UnitTests.Catalogue;

/// <summary>Every state that a killed run can leave (see PartialBackup.Publish), made by hand.</summary>
public sealed class FolderSweepTests : IDisposable
{
    private const string Name = "a_backup_20260208_030000.sql.gz";

    private readonly string _path = Directory.CreateTempSubdirectory("hub-sweep-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public async Task A_dead_partial_goes()
    {
        Put("." + Name + ".partial", "half");

        Assert.Equal(["." + Name + ".partial"], await SweepAsync());
        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_living_runs_partial_stays()
    {
        using PartialBackup partial = new BackupFolder(_path).Begin("a", HubBackupKind.Manual, new DateTime(2026, 2, 8, 3, 0, 0, DateTimeKind.Unspecified));

        Assert.Empty(await SweepAsync());
        Assert.Single(Files());
    }

    [Fact]
    public async Task Killed_before_the_first_rename_both_partials_go()
    {
        Put("." + Name + ".partial", "12345");
        Put("." + Name + ".json.partial", ManifestOf("12345"));

        Assert.Equal(2, (await SweepAsync()).Count);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Killed_between_the_renames_a_whole_pair_is_finished()
    {
        Put(Name, "12345");
        Put("." + Name + ".json.partial", ManifestOf("12345"));

        Assert.Single(await SweepAsync());
        Assert.Equal([Name, Name + ".json"], Files());
        Assert.Equal(HubBackupState.Complete, Assert.Single(new BackupFolder(_path).List(problem => throw problem)).State);
    }

    [Theory]
    [InlineData("12346")]
    [InlineData("1234")]
    public async Task Killed_between_the_renames_a_pair_that_does_not_fit_is_removed(string content)
    {
        Put(Name, content);
        Put("." + Name + ".json.partial", ManifestOf("12345"));

        Assert.Single(await SweepAsync());
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Killed_while_the_manifest_was_written_the_pair_is_removed()
    {
        Put(Name, "12345");
        Put("." + Name + ".json.partial", ManifestOf("12345")[..50]);

        Assert.Single(await SweepAsync());
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Killed_while_a_manifest_was_changed_the_old_one_stays()
    {
        Put(Name, "12345");
        Put(Name + ".json", ManifestOf("12345"));
        Put("." + Name + ".json.partial", "{");

        Assert.Single(await SweepAsync());
        Assert.Equal([Name, Name + ".json"], Files());
    }

    [Theory]
    [InlineData(HubCompression.Gzip)]
    [InlineData(HubCompression.Zstd)]
    public async Task A_manifest_whose_data_file_a_killed_removal_took_goes_too(HubCompression compression)
    {
        Put(BackupName.Compose("a", HubBackupKind.Manual, new DateTime(2026, 2, 8, 3, 0, 0, DateTimeKind.Unspecified), compression) + ".json", ManifestOf("12345"));

        Assert.Single(await SweepAsync());
        Assert.Empty(Files());
    }

    [Fact]
    public async Task What_a_killed_removal_left_of_an_encrypted_backup_goes_too()
    {
        string name = BackupName.Compose("a", HubBackupKind.Manual, new DateTime(2026, 2, 8, 3, 0, 0, DateTimeKind.Unspecified), encrypted: true);
        Put(name + ".json", ManifestOf("12345"));
        Put(name + ".access.sql.age", "GRANT");

        Assert.Equal(2, (await SweepAsync()).Count);
        Assert.Empty(Files());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Killed_between_the_renames_a_backup_with_a_side_file_is_finished(bool sideHasItsName)
    {
        Put(Name, "12345");
        Put(sideHasItsName ? Name + ".access.sql" : "." + Name + ".access.sql.partial", "GRANT");
        Put("." + Name + ".json.partial", ManifestOf("12345", access: "GRANT"));

        Assert.Single(await SweepAsync());
        Assert.Equal([Name, Name + ".access.sql", Name + ".json"], Files());
        HubBackup backup = Assert.Single(new BackupFolder(_path).List(problem => throw problem));
        Assert.Equal("GRANT", File.ReadAllText(backup.AccessPath!));
    }

    [Theory]
    [InlineData(Name + ".access.sql", "REVOKE")]
    [InlineData("." + Name + ".access.sql.partial", "GRAN")]
    [InlineData("unrelated", "")]
    public async Task Killed_between_the_renames_a_backup_whose_side_file_does_not_fit_is_removed(string side, string content)
    {
        Put(Name, "12345");
        Put(side, content);
        Put("." + Name + ".json.partial", ManifestOf("12345", access: "GRANT"));

        await SweepAsync();
        Assert.Empty(Files().Except(["unrelated"]));
    }

    [Fact]
    public async Task A_side_file_of_a_removal_that_was_killed_goes()
    {
        Put("." + Name + ".partial", "12345");
        Put(Name + ".access.sql", "GRANT");
        Put(Name + ".json", ManifestOf("12345", access: "GRANT"));

        Assert.Equal(3, (await SweepAsync()).Count);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_living_runs_side_file_stays()
    {
        using PartialBackup partial = new BackupFolder(_path).Begin("a", HubBackupKind.Manual, new DateTime(2026, 2, 8, 3, 0, 0, DateTimeKind.Unspecified));
        partial.BeginSide(".access.sql");

        Assert.Empty(await SweepAsync());
        Assert.Equal(2, Files().Length);
    }

    [Fact]
    public async Task Nobody_elses_files_are_touched()
    {
        Put("notes.partial", "mine");
        Put(".hidden", "mine");
        Put("hub_backup_20250101_030000.sql.gz", "legacy");

        Assert.Empty(await SweepAsync());
        Assert.Equal(3, Files().Length);
    }

    private static string Hash(string content) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content)));

    private Task<IReadOnlyList<string>> SweepAsync() => FolderSweep.RunAsync(_path, TimeProvider.System, CancellationToken.None);

    private void Put(string name, string content) => File.WriteAllText(Path.Combine(_path, name), content);

    private string[] Files()
        => [.. Directory.GetFiles(_path).Select(path => Path.GetFileName(path)).Where(name => !name.EndsWith(".lock", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static string ManifestOf(string content, string? access = null) => System.Text.Encoding.UTF8.GetString(Manifest.Create(
        new HubBackup
        {
            Schema = 1,
            Id = Guid.NewGuid(),
            Name = Name,
            Kind = HubBackupKind.Manual,
            Database = "a",
            Source = "default",
            Started = DateTimeOffset.UnixEpoch,
            Length = content.Length,
            Sha256 = Hash(content),
            Access = access is null ? null : new HubAccessFile { Length = access.Length, Sha256 = Hash(access), Roles = [] },
        },
        new MemberIndex { UncompressedSize = ArchiveFormat.MemberSize, Offsets = [0] }));
}
