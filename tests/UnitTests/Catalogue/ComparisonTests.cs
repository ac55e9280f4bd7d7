using HubChantier.Backup.UnitTests.Retention;

namespace HubChantier.Backup.UnitTests.Catalogue;

public sealed class ComparisonTests
{
    [Fact]
    public void Tables_come_go_and_change()
    {
        HubBackupComparison comparison = HubBackupComparison.Of(
            Past.Made(2, tables: [Table("kept", 10, 100), Table("gone", 5, 50), Table("grown", 10, 100), Table("rewritten", 3, 30)]),
            Past.Made(1, tables: [Table("kept", 10, 100), Table("grown", 25, 260), Table("rewritten", 3, 60), Table("new", 7, 70)]));

        Assert.Equal(
            [
                ("gone", HubChange.Removed, -5L, -50L),
                ("grown", HubChange.Changed, 15L, 160L),
                ("kept", HubChange.Same, 0L, 0L),
                ("new", HubChange.Added, 7L, 70L),
                ("rewritten", HubChange.Changed, 0L, 30L),
            ],
            comparison.Tables.Select(table => (table.Name, table.Change, table.Rows, table.Bytes)));
        Assert.Equal(17, comparison.Rows);
        Assert.Equal(TimeSpan.FromDays(1), comparison.Elapsed);
        Assert.False(comparison.IsSame);
    }

    [Fact]
    public void Tables_of_one_name_in_two_schemas_are_two_tables()
    {
        HubBackupComparison comparison = HubBackupComparison.Of(
            Past.Made(2, tables: [Table("users", 1, 10)]),
            Past.Made(1, tables: [new HubTable { Schema = "archive", Name = "users", Rows = 1, Bytes = 10, DataStart = 0 }]));

        Assert.Equal([HubChange.Added, HubChange.Removed], comparison.Tables.Select(table => table.Change));
    }

    [Fact]
    public void Versions_and_extensions_are_compared()
    {
        HubBackup before = With("16.4", ("pg_trgm", "1.5"), ("hstore", "1.8"));
        HubBackup after = With("16.10", ("pg_trgm", "1.6"), ("unaccent", "1.1"));

        HubBackupComparison comparison = HubBackupComparison.Of(before, after);

        Assert.Equal(
            [
                ("PostgreSQL", HubChange.Changed, "16.4", "16.10"),
                ("extension pg_trgm", HubChange.Changed, "1.5", "1.6"),
                ("extension hstore", HubChange.Removed, "1.8", null),
                ("extension unaccent", HubChange.Added, null, "1.1"),
            ],
            comparison.Values.Where(value => value.Change != HubChange.Same).Select(value => (value.Name, value.Change, value.Before, value.After)));
        Assert.True(HubBackupComparison.Of(after, after).IsSame);
    }

    [Fact]
    public void A_file_without_manifest_cannot_be_compared()
    {
        HubBackup legacy = Past.Made(2, state: HubBackupState.Legacy), whole = Past.Made(1);

        Assert.Equal(BackupFailure.ManifestInvalid, Assert.Throws<BackupException>(() => HubBackupComparison.Of(legacy, whole)).Failure);
        Assert.Equal(BackupFailure.ManifestInvalid, Assert.Throws<BackupException>(() => HubBackupComparison.Of(whole, legacy)).Failure);
    }

    private static HubTable Table(string name, long rows, long bytes)
        => new() { Schema = "public", Name = name, Rows = rows, Bytes = bytes, DataStart = 0 };

    private static HubBackup With(string version, params (string Name, string Version)[] extensions) => new()
    {
        Schema = 1,
        Id = Guid.NewGuid(),
        Name = "x.sql.gz",
        Kind = HubBackupKind.Manual,
        Database = "x",
        Source = "s",
        Started = Past.Now,
        Length = 1,
        Server = new HubServer
        {
            Host = "db", Port = 5432, Version = version, VersionNumber = 160000,
            Encoding = "UTF8", Collate = "C", Ctype = "C", LocaleProvider = "libc", Owner = "o",
        },
        Extensions = [.. extensions.Select(extension => new HubExtension { Name = extension.Name, Version = extension.Version })],
    };
}
