using System.Text.Json.Nodes;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>Backups in Zstandard, and folders that hold both kinds.</summary>
[Collection(nameof(SampleCollection))]
public sealed class CompressionTests(SampleFixture sample)
{
    private const string Zstd = "Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -Compression Zstd -SkipRotation";

    [Fact]
    public void A_backup_in_zstandard_does_all_that_one_in_gzip_does()
    {
        string folder = sample.NewFolder();
        sample.Backup(folder);
        dynamic backup = sample.Invoke(Zstd + " -CompressionLevel 19", folder).Single();

        Assert.EndsWith(".sql.zst", (string)backup.Name, StringComparison.Ordinal);
        Assert.Equal("Zstd", (string?)JsonNode.Parse(File.ReadAllText((string)backup.FullName + ".json"))!["compression"]);
        const string Get = "Get-HubBackup -Database $database -BackupDirectory $folder";
        Assert.Equal(["Gzip", "Zstd"], sample.Invoke(Get, folder).ThrowOnError().Output.Select(found => $"{((dynamic)found).Compression}"));
        Assert.Equal((string)backup.Name, (string)sample.Invoke(Get + " -Latest", folder).Single().Name);
        Assert.True((bool)sample.Invoke(Get + " -Latest | Test-HubBackup", folder).Single().Passed);
        Assert.True((bool)sample.Invoke("Test-HubBackup -Path \"$folder/*.zst\"", folder).Single().Passed);
        Assert.True((bool)sample.Invoke(Get + " -Latest | Set-HubBackup -Pin", folder).Single().Pinned);

        dynamic restore = sample.Invoke(Get + " -Latest | Restore-HubBackup -Server $server -TargetDatabase zstd_copy", folder).Single();
        Assert.Equal((long)backup.Rows, (long)restore.RowsFound);
        Assert.Equal(sample.Server.Dump(SampleFixture.Database, "--no-owner", "--no-acl"), sample.Server.Dump("zstd_copy", "--no-owner", "--no-acl"));

        sample.Invoke(Get + " -Latest | Set-HubBackup -Unpin | Remove-HubBackup", folder).ThrowOnError();
        Assert.DoesNotContain(SampleFixture.Leftovers(folder), name => name.Contains(".zst", StringComparison.Ordinal));
    }

    [Fact]
    public void The_zstd_program_reads_the_file_without_the_module()
    {
        Assert.True(
            File.Exists("/usr/bin/zstd") || File.Exists("/usr/local/bin/zstd"),
            "The program zstd is missing. Install it: apt-get install -y zstd");
        dynamic backup = sample.Invoke(Zstd, sample.NewFolder()).Single();
        sample.Server.CreateDatabase("zstd_by_hand");

        // The line of the help pages.
        Command.Run("bash", ["-c", "set -o pipefail; zstd -dc \"$0\" | \"$1\" -qX -v ON_ERROR_STOP=1 -o /dev/null", (string)backup.FullName, Path.Combine(ThrowawayServer.Programs, "psql")], sample.Server.Environment("zstd_by_hand"));

        Assert.Equal(sample.Server.Dump(SampleFixture.Database, "--no-owner", "--no-acl"), sample.Server.Dump("zstd_by_hand", "--no-owner", "--no-acl"));
    }

    [Fact]
    public void A_file_that_is_cut_or_changed_is_not_restored()
    {
        string folder = sample.NewFolder();
        dynamic backup = sample.Invoke(Zstd, folder).Single();
        string path = (string)backup.FullName;
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 0x10;
        File.WriteAllBytes(path, bytes);

        dynamic test = sample.Invoke("Test-HubBackup -LiteralPath $more", folder, more: path).Single();
        SessionResult restore = sample.Invoke("Restore-HubBackup -LiteralPath $more -Server $server -TargetDatabase zstd_broken", folder, more: path);

        Assert.False((bool)test.Passed);
        Assert.Equal("ArchiveCorrupt", restore.ErrorId());
        Assert.Empty(sample.Server.Databases("zstd_broken"));
    }

    [Fact]
    public void A_level_of_the_other_compression_is_refused_before_anything_is_touched()
    {
        string folder = sample.NewFolder();
        SessionResult result = sample.Invoke("Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -CompressionLevel 19", folder);

        Assert.Equal("SettingInvalid", result.ErrorId());
        Assert.Contains("1-9 (Gzip)", result.Error().ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }
}
