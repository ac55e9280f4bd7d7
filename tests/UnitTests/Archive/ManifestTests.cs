using System.Text;
using System.Text.Json.Nodes;
using HubChantier.Backup.Archive;

namespace HubChantier.Backup.UnitTests.Archive;

public sealed class ManifestTests
{
    private const string Path = "/backups/a_backup_20260208_030000.sql.gz.json";

    [Fact]
    public void What_is_written_is_read()
    {
        HubBackup backup = Sample();

        HubBackup read = Manifest.Read(Manifest.Create(backup, Members), Path);

        Assert.Equal((backup.Id, backup.Name, backup.Kind, backup.Database, backup.Started, backup.Finished, backup.Length, backup.Sha256),
            (read.Id, read.Name, read.Kind, read.Database, read.Started, read.Finished, read.Length, read.Sha256));
        Assert.Equal(backup.Server!.SystemIdentifier, read.Server!.SystemIdentifier);
        Assert.Equal("t", Assert.Single(read.Tables).Name);
        Assert.Equal(12, read.Rows);
    }

    [Fact]
    public void Fields_of_a_later_version_survive_a_change()
    {
        JsonObject later = JsonNode.Parse(Manifest.Create(Sample(), Members))!.AsObject();
        later["wal_start"] = "0/1234";
        later["server"]!["region"] = "fr-par";
        later["tables"]![0]!["checksum"] = 7;

        byte[] changed = Manifest.Change(Encoding.UTF8.GetBytes(later.ToJsonString()), Path, manifest => Manifest.AddVerification(manifest, Verification(passed: true)));

        JsonNode result = JsonNode.Parse(changed)!;
        Assert.Equal("0/1234", (string?)result["wal_start"]);
        Assert.Equal("fr-par", (string?)result["server"]!["region"]);
        Assert.Equal(7, (int)result["tables"]![0]!["checksum"]!);
        Assert.Equal([0L, 300L], result["members"]!["offsets"]!.AsArray().Select(node => (long)node!));
        Assert.True(Assert.Single(Manifest.Read(changed, Path).Verifications).Passed);
    }

    [Fact]
    public void What_a_manifest_lacks_is_empty_and_never_null()
    {
        JsonObject bare = JsonNode.Parse(Manifest.Create(Sample(), Members))!.AsObject();
        string[] lists = ["copies", "tables", "sequences", "extensions", "verifications", "large_objects"];
        Assert.All(lists, list => Assert.True(bare.Remove(list), list));

        HubBackup backup = Manifest.Read(Encoding.UTF8.GetBytes(bare.ToJsonString()), Path);

        Assert.Empty(backup.Copies);
        Assert.Empty(backup.Tables);
        Assert.Empty(backup.Sequences);
        Assert.Empty(backup.Extensions);
        Assert.Empty(backup.Verifications);
        Assert.Equal(0, backup.LargeObjects.Count);
    }

    [Fact]
    public void Verifications_are_added_not_replaced()
    {
        byte[] json = Manifest.Create(Sample(), Members);
        json = Manifest.Change(json, Path, manifest => Manifest.AddVerification(manifest, Verification(passed: true)));
        json = Manifest.Change(json, Path, manifest => Manifest.AddVerification(manifest, Verification(passed: false)));

        Assert.Equal([true, false], Manifest.Read(json, Path).Verifications.Select(verification => verification.Passed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"schema\":1}")]
    [InlineData("{\"schema\":\"one\"}")]
    [InlineData("not json at all")]
    public void What_is_no_manifest_is_refused_by_its_path(string json)
    {
        BackupException exception = Assert.Throws<BackupException>(() => Manifest.Read(Encoding.UTF8.GetBytes(json), Path));

        Assert.Equal(BackupFailure.ManifestInvalid, exception.Failure);
        Assert.Contains(Path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_of_a_later_version_is_refused_and_says_so()
    {
        JsonObject later = JsonNode.Parse(Manifest.Create(Sample(), Members))!.AsObject();
        later["schema"] = 2;

        BackupException exception = Assert.Throws<BackupException>(() => Manifest.Read(Encoding.UTF8.GetBytes(later.ToJsonString()), Path));

        Assert.Contains("2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_retention_needs_is_read_and_left_out_where_there_is_nothing_to_say()
    {
        JsonObject manifest = JsonNode.Parse(Manifest.Create(Sample(), Members))!.AsObject();
        Assert.DoesNotContain(manifest, pair => pair.Key is "pinned" or "keep_until" or "abnormal" or "is_normal");
        manifest["pinned"] = true;
        manifest["keep_until"] = "2027-01-01T00:00:00+00:00";
        manifest["abnormal"] = new JsonObject { ["reason"] = "table public.t is gone", ["detected"] = "2026-02-08T02:01:00+00:00" };

        HubBackup read = Manifest.Read(Encoding.UTF8.GetBytes(manifest.ToJsonString()), Path);

        Assert.True(read.Pinned);
        Assert.Equal(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), read.KeepUntil);
        Assert.Equal(("table public.t is gone", false), (read.Abnormal!.Reason, read.Abnormal.Accepted));
        Assert.False(read.IsNormal);
        JsonNode written = JsonNode.Parse(Manifest.Create(read, Members))!;
        Assert.True((bool)written["pinned"]!);
        Assert.False(written["abnormal"]!.AsObject().ContainsKey("accepted"));
    }

    [Fact]
    public void Identity_and_side_files_are_read_as_they_are_written()
    {
        JsonObject manifest = JsonNode.Parse(Manifest.Create(Sample(), Members))!.AsObject();
        Assert.DoesNotContain(manifest, pair => pair.Key is "identity" or "access" or "globals");
        manifest["identity"] = new JsonObject
        {
            ["owner"] = "o",
            ["acl"] = "{=T/o,a=c*/o}",
            ["grants"] = new JsonArray(
                new JsonObject { ["grantor"] = "o", ["privilege"] = "TEMPORARY", ["is_grantable"] = false },
                new JsonObject { ["grantee"] = "a", ["grantor"] = "o", ["privilege"] = "CONNECT", ["is_grantable"] = true }),
            ["settings"] = new JsonArray(new JsonObject { ["role"] = "r", ["name"] = "work_mem", ["value"] = "7MB" }),
            ["connection_limit"] = -1,
            ["tablespace"] = "pg_default",
        };
        manifest["access"] = new JsonObject { ["roles"] = new JsonArray("a", "o"), ["length"] = 9, ["sha256"] = new string('b', 64) };
        manifest["globals"] = new JsonObject { ["has_passwords"] = true, ["length"] = 8, ["sha256"] = new string('c', 64) };

        HubBackup read = Manifest.Read(Encoding.UTF8.GetBytes(manifest.ToJsonString()), Path);

        Assert.Equal(["o", "a", "r"], read.Identity!.Roles);
        Assert.Null(read.Identity.Grants[0].Grantee);
        Assert.Equal(["a", "o"], read.Access!.Roles);
        Assert.True(read.Globals!.HasPasswords);
        JsonNode written = JsonNode.Parse(Manifest.Create(read, Members))!;
        Assert.All((string[])["identity", "access", "globals"], name => Assert.True(JsonNode.DeepEquals(manifest[name], written[name]), name));
    }

    private static MemberIndex Members => new() { UncompressedSize = ArchiveFormat.MemberSize, Offsets = [0, 300] };

    private static HubVerification Verification(bool passed)
        => new() { Finished = DateTimeOffset.UnixEpoch, Kind = HubVerificationKind.Read, Passed = passed };

    private static HubBackup Sample() => new()
    {
        Schema = 1,
        Id = Guid.Parse("0198f7a0-0000-7000-8000-000000000001"),
        Name = "a_backup_20260208_030000.sql.gz",
        Kind = HubBackupKind.Scheduled,
        Database = "a",
        Source = "default",
        Server = new HubServer
        {
            Host = "db", Port = 5432, Version = "16.10", VersionNumber = 160010, SystemIdentifier = "7300000000000000001",
            Encoding = "UTF8", Collate = "C", Ctype = "C", LocaleProvider = "libc", Owner = "o",
        },
        Started = new DateTimeOffset(2026, 2, 8, 2, 0, 0, TimeSpan.Zero),
        Finished = new DateTimeOffset(2026, 2, 8, 2, 1, 0, TimeSpan.Zero),
        Length = 500,
        UncompressedLength = 1_500_000,
        Sha256 = new string('a', 64),
        Tables = [new HubTable { Schema = "public", Name = "t", Rows = 12, Bytes = 100, DataStart = 40 }],
    };
}
