using System.Text.Json.Nodes;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>Encrypted backups from the dump to the restore, with the age program as the independent reader and writer.</summary>
[Collection(nameof(SampleCollection))]
public sealed class EncryptionTests(SampleFixture sample, S3Server server) : IDisposable
{
    private const string Make = "Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -SkipRotation -Recipient $more.Key ";
    private const string Key = " -IdentityFile $more.Identity";

    private readonly string _keys = Directory.CreateTempSubdirectory("hub-age-").FullName;

    private string Identity => Path.Combine(_keys, "key.txt");

    public void Dispose() => Directory.Delete(_keys, recursive: true);

    [Fact]
    public void Age_alone_brings_it_back_and_nothing_readable_lies_beside_it()
    {
        (string folder, dynamic backup) = Backup("-IncludeGlobals");

        Assert.EndsWith(".sql.gz.age", (string)backup.Name, StringComparison.Ordinal);
        Assert.True(backup.Encrypted);
        string plain = Command.Run("bash", ["-o", "pipefail", "-c", $"age -d -i '{Identity}' '{backup.FullName}' | gunzip"]);
        Assert.Contains("-- PostgreSQL database dump complete", plain, StringComparison.Ordinal);
        Assert.Contains("COPY public.chantiers", plain, StringComparison.Ordinal);
        string roles = Command.Run("age", ["-d", "-i", Identity, (string)backup.GlobalsPath]);
        Assert.Contains("CREATE ROLE", roles, StringComparison.Ordinal);

        // The manifest tells of tables and rows, and of nobody's content; all else is encrypted.
        Assert.All(Directory.GetFiles(folder, "hub_chantier_backup*"), file => Assert.True(
            file.EndsWith(".json", StringComparison.Ordinal) || file.EndsWith(".age", StringComparison.Ordinal), file));
        Assert.All(Directory.GetFiles(folder, "*.age"), file => Assert.StartsWith("age-encryption.org/v1\n", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.DoesNotContain("AGE-SECRET-KEY", File.ReadAllText((string)backup.FullName + ".json"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void It_is_tested_drilled_and_restored_by_several_sessions_with_the_identity()
    {
        (string folder, dynamic backup) = Backup();

        dynamic read = Invoke("Test-HubBackup $more.Path" + Key, folder, backup).Single();
        dynamic drill = Invoke("Test-HubBackup $more.Path -Drill -Server $server -Database $database -BackupDirectory $folder -Confirm:$false" + Key, folder, backup).Single();
        Invoke("Restore-HubBackup $more.Path -Server $server -TargetDatabase from_age -BackupDirectory $folder -Jobs 2 -Confirm:$false" + Key, folder, backup).ThrowOnError();

        Assert.True(read.Passed);
        Assert.Equal((long)backup.Rows, (long)read.Rows);
        Assert.True(drill.Passed);
        Assert.Equal(sample.Server.Dump(SampleFixture.Database), sample.Server.Dump("from_age"));
        sample.Server.Query("postgres", "DROP DATABASE from_age");
    }

    [Fact]
    public void A_setting_of_the_database_is_readable_in_no_manifest_and_comes_back_with_the_identity()
    {
        const string Secret = "l'été = jwt";
        const string Value = "SELECT s.setconfig FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = ";
        sample.Server.CreateDatabase("sealed");
        sample.Server.Query("postgres", $"ALTER DATABASE sealed SET app.jwt_secret TO '{Secret.Replace("'", "''", StringComparison.Ordinal)}'");
        (string folder, dynamic backup) = Backup("", "sealed");
        string manifest = File.ReadAllText((string)backup.FullName + ".json");
        JsonNode root = JsonNode.Parse(manifest)!;
        JsonNode setting = Assert.Single(root["identity"]!["settings"]!.AsArray())!;

        Assert.Equal("app.jwt_secret", (string?)setting["name"]);
        Assert.Null(setting["value"]);
        Assert.DoesNotContain("= jwt", manifest, StringComparison.Ordinal);
        Invoke("Restore-HubBackup $more.Path -Server $server -TargetDatabase unsealed -BackupDirectory $folder -Confirm:$false" + Key, folder, backup).ThrowOnError();
        Assert.Equal(sample.Server.Query("postgres", Value + "'sealed'"), sample.Server.Query("postgres", Value + "'unsealed'"));
        Assert.Contains("jwt", sample.Server.Query("postgres", Value + "'unsealed'"), StringComparison.Ordinal);
        sample.Server.Query("postgres", "DROP DATABASE unsealed");

        byte[] value = Convert.FromBase64String((string)setting["encrypted_value"]!);
        value[^1] ^= 1;
        setting["encrypted_value"] = Convert.ToBase64String(value);
        File.WriteAllText((string)backup.FullName + ".json", root.ToJsonString());
        dynamic restore = Invoke("Restore-HubBackup $more.Path -Server $server -TargetDatabase unsealed -BackupDirectory $folder -Confirm:$false" + Key, folder, backup).Single();
        Assert.Contains(((IEnumerable<dynamic>)restore.Remarks).Select(remark => $"{remark}"), remark => remark.Contains("app.jwt_secret", StringComparison.Ordinal));
        sample.Server.Query("postgres", "DROP DATABASE unsealed");
        sample.Server.Query("postgres", "DROP DATABASE sealed");
    }

    [Fact]
    public void Without_the_identity_only_its_checksum_is_compared_and_a_restore_says_what_is_missing()
    {
        (string folder, dynamic backup) = Backup();

        SessionResult tested = Invoke("Test-HubBackup $more.Path", folder, backup);
        SessionResult restored = Invoke("Restore-HubBackup $more.Path -Server $server -TargetDatabase from_age -BackupDirectory $folder -Confirm:$false", folder, backup);
        SessionResult drilled = Invoke("Test-HubBackup $more.Path -Drill -Server $server -Database $database -BackupDirectory $folder -Confirm:$false", folder, backup);

        dynamic test = tested.Single();
        Assert.Equal("Checksum", test.Kind.ToString());
        Assert.True(test.Passed);
        Assert.NotEmpty(tested.Warnings);
        Assert.Equal("IdentityNeeded", restored.ErrorId());
        Assert.Equal("IdentityNeeded", drilled.ErrorId());
        Assert.Equal("0", sample.Server.Query("postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE '%from_age%'"));
    }

    [Fact]
    public void A_wrong_identity_and_a_damaged_file_have_errors_of_their_own_and_no_key_is_shown()
    {
        (string folder, dynamic backup) = Backup();
        string other = Path.Combine(_keys, "other.txt");
        Command.Run("age-keygen", ["-o", other]);
        string secret = File.ReadAllLines(other).Single(line => line.StartsWith("AGE-", StringComparison.Ordinal));

        SessionResult wrong = sample.Invoke("Test-HubBackup $more.Path -IdentityFile $more.Other", folder, more: new { Path = (string)backup.FullName, Other = other });
        File.WriteAllText(other, secret[..^3] + "QQQ");
        SessionResult broken = sample.Invoke("Test-HubBackup $more.Path -IdentityFile $more.Other", folder, more: new { Path = (string)backup.FullName, Other = other });

        Assert.Equal("IdentityMismatch", wrong.ErrorId());
        Assert.Equal("SettingInvalid", broken.ErrorId());
        Assert.DoesNotContain(secret[..20], $"{wrong.Error()}{broken.Error()}", StringComparison.Ordinal);

        byte[] bytes = File.ReadAllBytes((string)backup.FullName);
        bytes[^1000] ^= 1;
        File.WriteAllBytes((string)backup.FullName, bytes);
        dynamic damaged = Invoke("Test-HubBackup $more.Path" + Key, folder, backup).Single();
        Assert.False(damaged.Passed);
        Assert.Equal("ArchiveCorrupt", Invoke("Restore-HubBackup $more.Path -Server $server -TargetDatabase from_age -BackupDirectory $folder -Confirm:$false" + Key, folder, backup).ErrorId());

        // Cut at the end of a piece: every piece is whole, and the file is not.
        File.WriteAllBytes((string)backup.FullName, bytes[..^65536]);
        Assert.False(Invoke("Test-HubBackup $more.Path" + Key, folder, backup).Single().Passed);
    }

    [Fact]
    public void A_copy_in_S3_is_tested_drilled_and_received_like_any_other()
    {
        S3Scene scene = new(sample, server, server.NewBucket());
        dynamic backup = sample.Invoke(Make, scene.Folder, more: Keys()).Single();
        scene.Send();
        S3Scene elsewhere = scene.With(folder: sample.NewFolder());

        dynamic read = elsewhere.Invoke("Test-HubBackup -FromS3 -Latest @s3 -IdentityFile $more.Extra", Identity).Single();
        dynamic compared = elsewhere.Invoke("Test-HubBackup -FromS3 -Latest @s3").Single();
        dynamic drill = elsewhere.Invoke("Test-HubBackup -FromS3 -Latest -Drill -Server $server @s3 -Confirm:$false -IdentityFile $more.Extra", Identity).Single();
        dynamic received = elsewhere.Invoke("Receive-HubBackupFromS3 -Latest @s3").Single();

        Assert.True(read.Passed);
        Assert.Equal((long)backup.Rows, (long)read.Rows);
        Assert.Equal("Checksum", compared.Kind.ToString());
        Assert.True(compared.Passed);
        Assert.True(drill.Passed);
        Assert.Equal(File.ReadAllBytes((string)backup.FullName), File.ReadAllBytes((string)received.FullName));
        Assert.All(server.Client.Keys(scene.Bucket), key => Assert.True(key.EndsWith(".age", StringComparison.Ordinal) || key.EndsWith(".age.json", StringComparison.Ordinal), key));
    }

    [Fact]
    public void What_age_itself_has_encrypted_is_restored_too()
    {
        string folder = sample.NewFolder(), path = Path.Combine(folder, "hub_chantier_backup_20250208_030000.sql.gz.age");
        Directory.CreateDirectory(folder);
        string key = PublicKey();
        File.WriteAllText(Path.Combine(_keys, "dump.sql"), sample.Server.Dump(SampleFixture.Database));
        Command.Run("bash", ["-o", "pipefail", "-c", $"gzip < '{_keys}/dump.sql' | age -r {key} -o '{path}'"]);

        SessionResult result = sample.Invoke(
            "Restore-HubBackup $more.Path -Server $server -TargetDatabase by_age -BackupDirectory $folder -TrustSource -Confirm:$false -IdentityFile $more.Identity", folder,
            more: new { Path = path, Identity });

        result.ThrowOnError();
        Assert.Equal(sample.Server.Dump(SampleFixture.Database), sample.Server.Dump("by_age"));
        sample.Server.Query("postgres", "DROP DATABASE by_age");
    }

    private (string Folder, dynamic Backup) Backup(string options = "", string database = SampleFixture.Database)
    {
        string folder = sample.NewFolder();
        return (folder, sample.Invoke(Make + options, folder, database, Keys()).Single());
    }

    private object Keys() => new { Key = PublicKey() };

    private SessionResult Invoke(string script, string folder, dynamic backup) => sample.Invoke(script, folder, more: new { Path = (string)backup.FullName, Identity });

    private string PublicKey()
    {
        if (!File.Exists(Identity))
        {
            Command.Run("age-keygen", ["-o", Identity]);
        }

        return Command.Run("age-keygen", ["-y", Identity]).Trim();
    }
}
