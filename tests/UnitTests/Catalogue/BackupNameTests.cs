using CsCheck;
using HubChantier.Backup.Catalogue;

namespace HubChantier.Backup.UnitTests.Catalogue;

public sealed class BackupNameTests
{
    private static readonly DateTime s_time = new(2026, 2, 8, 3, 0, 0, DateTimeKind.Unspecified);

    [Fact]
    public void Names_are_those_of_the_old_scripts()
    {
        Assert.Equal("hub_chantier_backup_20260208_030000.sql.gz", BackupName.Compose("hub_chantier", HubBackupKind.Scheduled, s_time));
        Assert.Equal("pre_restore_safety_20260208_030000.sql.gz", BackupName.Compose("hub_chantier", HubBackupKind.Safety, s_time));
    }

    [Fact]
    public void The_ending_tells_the_compression()
    {
        string name = BackupName.Compose("hub_chantier", HubBackupKind.Manual, s_time, HubCompression.Zstd);

        Assert.Equal("hub_chantier_backup_20260208_030000.sql.zst", name);
        Assert.Equal(HubCompression.Zstd, BackupName.Parse(name)!.Compression);
    }

    [Fact]
    public void An_encrypted_backup_says_so_behind_its_compression()
    {
        string name = BackupName.Compose("hub_chantier", HubBackupKind.Safety, s_time, HubCompression.Zstd, encrypted: true);

        Assert.Equal("pre_restore_safety_20260208_030000.sql.zst.age", name);
        Assert.Equal(new BackupNameParts(Database: null, HubBackupKind.Safety, s_time, HubCompression.Zstd, IsEncrypted: true), BackupName.Parse(name));
    }

    [Fact]
    public void A_name_tells_database_and_time()
        => Assert.Equal(new BackupNameParts("hub_chantier", HubBackupKind.Manual, s_time), BackupName.Parse("hub_chantier_backup_20260208_030000.sql.gz"));

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("hub_chantier_backup_20260208_030000.sql")]
    [InlineData("hub_chantier_backup_20261308_030000.sql.gz")]
    [InlineData("_backup_20260208_030000.sql.gz")]
    [InlineData("hub_chantier_backup_20260208_030000.sql.xz")]
    [InlineData("hub_chantier_backup_20260208_030000.sql.gz.json")]
    [InlineData("hub_chantier_backup_20260208_030000.sql.age")]
    [InlineData("hub_chantier_backup_20260208_030000.sql.gz.age.access.sql.age")]
    [InlineData(".hub_chantier_backup_20260208_030000.sql.gz.partial")]
    public void Other_names_are_no_backups(string name) => Assert.Null(BackupName.Parse(name));

    [Fact]
    public void Any_database_has_a_name_that_a_file_can_have_and_that_leads_back()
        => Gen.String[1, 63].Where(name => !name.Any(char.IsSurrogate)).Sample(database =>
        {
            string name = BackupName.Compose(database, HubBackupKind.Manual, s_time);
            Assert.DoesNotContain('/', name);
            Assert.DoesNotContain('\\', name);
            Assert.DoesNotContain(name, char.IsControl);
            Assert.False(name[0] is '-' or '.');
            Assert.Equal(database, BackupName.Parse(name)!.Database);
        });
}
