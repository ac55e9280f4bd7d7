using System.Globalization;
using System.Text.Json.Nodes;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>Folders that cannot be made or written, disks that are full, folders with much in them.</summary>
[Collection(nameof(SampleCollection))]
public sealed class FolderTroubleTests(SampleFixture sample)
{
    private const string Backup = "Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder";

    private const string Tiny = "tiny";

    /// <summary>A database whose backup is not much smaller than it, with a manifest of several pages.</summary>
    private const string Incompressible = """
        CREATE EXTENSION pgcrypto;
        CREATE TABLE noise AS SELECT gen_random_bytes(1000) FROM generate_series(1, 6000);
        DO $$ BEGIN FOR i IN 1..200 LOOP EXECUTE 'CREATE TABLE une_table_' || i || ' ()'; END LOOP; END $$;
        """;

    [Theory]
    [InlineData("/proc/nowhere/backups")]
    [InlineData("/etc/hostname/backups")]
    public void A_folder_that_cannot_be_made_is_named(string folder) => AssertNotWritable(sample.Invoke(Backup, folder), folder);

    [SmallDiskFact]
    public void A_folder_that_may_not_be_written_is_named()
    {
        using SmallDisk disk = new("ro");

        AssertNotWritable(sample.Invoke(Backup, disk.Path), disk.Path);
        Assert.Empty(Directory.GetFiles(disk.Path));
    }

    [SmallDiskFact]
    public void A_disk_that_fills_up_during_the_dump_leaves_nothing()
    {
        sample.Server.CreateDatabase("noise_1", Incompressible);
        using SmallDisk disk = new("size=3m");

        AssertDiskFull(sample.Invoke(Backup, disk.Path, "noise_1"), disk);
    }

    [SmallDiskFact]
    public void A_disk_without_room_for_the_manifest_leaves_nothing_and_one_page_more_makes_it()
    {
        sample.Server.CreateDatabase("noise_2", Incompressible);
        using SmallDisk disk = new("size=64m");
        dynamic first = sample.Backup(disk.Path, "noise_2");
        long data = Pages((long)first.Length) + Pages((long)first.Access.Length), manifest = Pages(new FileInfo(first.FullName + ".json").Length);
        Assert.True(manifest > 3, "the manifest is too small for this test");
        File.Delete(first.FullName);
        File.Delete(first.AccessPath);
        File.Delete(first.FullName + ".json");

        // The run's lock file takes a page; a page of air, for two dumps differ by some bytes.
        disk.Remount(Size(data + manifest - 1));
        AssertDiskFull(sample.Invoke(Backup, disk.Path, "noise_2"), disk);

        disk.Remount(Size(data + manifest + 3));
        Assert.True(sample.Invoke(Backup + " | Test-HubBackup", disk.Path, "noise_2").Single().Passed);

        static long Pages(long bytes) => (bytes + SmallDisk.PageSize - 1) / SmallDisk.PageSize;

        static string Size(long pages) => string.Create(CultureInfo.InvariantCulture, $"size={pages * SmallDisk.PageSize}");
    }

    [SmallDiskFact]
    public void A_disk_that_takes_no_more_files_leaves_nothing_whichever_file_is_the_first_without_room()
    {
        using SmallDisk disk = new("size=64m");
        int failed = 0;
        // The folder itself is one of them.
        for (int files = 1; ; files++)
        {
            disk.Remount(string.Create(CultureInfo.InvariantCulture, $"nr_inodes={files + Directory.GetFiles(disk.Path).Length}"));
            SessionResult result = sample.Invoke(Backup, disk.Path);
            if (result.Terminating is null && result.Errors.Count == 0)
            {
                break;
            }

            failed++;
            AssertDiskFull(result, disk);
        }

        // At least the data file, the file of owners and grants and the manifest were each the first.
        Assert.InRange(failed, 3, 10);
        Assert.Equal(3, SampleFixture.Leftovers(disk.Path).Length);
    }

    [Fact]
    public void A_backup_of_the_future_freezes_removal_and_keeps_nobody_from_making_one()
    {
        string folder = FolderOfTiny(20, index => index == 0 ? DateTimeOffset.UtcNow.AddDays(2) : DateTimeOffset.UtcNow.AddDays(-30 - index));

        SessionResult result = sample.Invoke(Backup + " -RetentionDays 1 -MinimumKeep 1", folder, Tiny).ThrowOnError();

        Assert.Contains(result.Warnings, warning => warning.Contains("dated in the future", StringComparison.Ordinal));
        Assert.Equal(22, Listed(folder));
    }

    [Fact]
    public void Ten_thousand_files_are_no_trouble_and_those_of_others_stay()
    {
        // One every ten minutes; the oldest few are behind the days.
        string folder = FolderOfTiny(2500, index => DateTimeOffset.UtcNow.AddMinutes(-5 - (10 * index)));
        foreach (int index in Enumerable.Range(0, 5000))
        {
            File.WriteAllText(Path.Combine(folder, $"notes {index}.txt"), "");
        }

        SessionResult result = sample.Invoke(Backup + " -RetentionDays 17", folder, Tiny).ThrowOnError();

        Assert.Empty(result.Warnings);
        // The new one, the one that the others are copies of, and seventeen days of 144 each.
        Assert.Equal(2 + (17 * 144), Listed(folder));
        Assert.Equal(5000, Directory.GetFiles(folder, "notes *.txt").Length);
    }

    private static void AssertNotWritable(SessionResult result, string folder)
    {
        Assert.Equal("FolderNotWritable", result.ErrorId());
        Assert.Contains(folder, result.Error().ToString(), StringComparison.Ordinal);
        Assert.Contains("install -d -m 700", result.Error().ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    private static void AssertDiskFull(SessionResult result, SmallDisk disk)
    {
        Assert.Equal("DiskFull", result.ErrorId());
        Assert.Contains(disk.Path, result.Error().ToString(), StringComparison.Ordinal);
        Assert.Contains("-BackupDirectory", result.Error().ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Empty(SampleFixture.Leftovers(disk.Path));
    }

    /// <summary>A folder of so many good backups, begun at the times given: one that was made, and copies that say so.</summary>
    private string FolderOfTiny(int count, Func<int, DateTimeOffset> startedAt)
    {
        if (sample.Server.Databases(Tiny).Length == 0)
        {
            sample.Server.CreateDatabase(Tiny, "CREATE TABLE t (a int)");
        }

        string folder = sample.NewFolder();
        dynamic backup = sample.Backup(folder, Tiny);
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(backup.FullName + ".json"))!;
        foreach (int index in Enumerable.Range(0, count))
        {
            DateTimeOffset started = startedAt(index);
            string name = $"{Tiny}_backup_{started.LocalDateTime:yyyyMMdd_HHmmss}.sql.gz";
            manifest["file"] = name;
            manifest["id"] = Guid.NewGuid();
            manifest["started"] = started;
            manifest["finished"] = started.AddMinutes(1);
            File.Copy(backup.FullName, Path.Combine(folder, name));
            File.WriteAllText(Path.Combine(folder, name + ".json"), manifest.ToJsonString());
        }

        return folder;
    }

    private int Listed(string folder) => sample.Invoke("Get-HubBackup -Database $database -BackupDirectory $folder", folder, Tiny).ThrowOnError().Output.Count;
}
