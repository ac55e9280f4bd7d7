using System.IO.Compression;
using System.Text;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

[Collection(nameof(SampleCollection))]
public sealed class RestoreBesideTests(SampleFixture sample)
{
    private const string RestoreScript = "Restore-HubBackup -Path $more.Path -Server $server -TargetDatabase $more.Target -TrustSource:$more.Trust";

    [Fact]
    public void The_restored_database_equals_the_original()
    {
        string folder = sample.NewFolder();
        sample.Backup(folder);

        dynamic restore = sample.Invoke(
            "Get-HubBackup -Database $database -BackupDirectory $folder | Select-Object -Last 1 | Restore-HubBackup -Server $server -TargetDatabase equal", folder).Single();

        Assert.Equal(sample.Server.Dump(SampleFixture.Database), sample.Server.Dump("equal"));
        Assert.Equal((long)restore.RowsExpected, (long)restore.RowsFound);
        Assert.Equal(["equal"], sample.Server.Databases("equal"));
        // Its comment is the original's, from the manifest; the run's mark is gone.
        const string Comment = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()";
        Assert.Equal(sample.Server.Query(SampleFixture.Database, Comment), sample.Server.Query("equal", Comment));
        // In service means with statistics.
        Assert.Equal("0", sample.Server.Query("equal", "SELECT count(*) FROM pg_class WHERE reltuples = -1 AND relkind = 'r'"));
    }

    [Theory]
    [InlineData("LATIN1")]
    [InlineData("SQL_ASCII")]
    [InlineData("EUC_JP")]
    public void A_database_of_another_encoding_comes_back(string encoding)
    {
        string database = "enc_" + encoding.ToLowerInvariant();
        string folder = sample.NewFolder();
        sample.Server.CreateDatabase(database, options: $"TEMPLATE template0 ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C'");
        string name = encoding == "EUC_JP" ? "日本 ; \"x\"" : "été ; \"x\"";
        string quoted = "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        sample.Server.Query(database, $"SET client_encoding = '{(encoding == "SQL_ASCII" ? "SQL_ASCII" : "UTF8")}'; CREATE TABLE {quoted} (id serial, {quoted} text); INSERT INTO {quoted} ({quoted}) VALUES ('{name}'), (E'a\\tb')");
        dynamic backup = sample.Backup(folder, database);

        dynamic restore = Restore(backup.FullName, database + "_2").Single();

        Assert.Equal(name, (string)backup.Tables[0].Name);
        Assert.Equal(2, (long)restore.RowsFound);
        Assert.Equal(encoding, sample.Server.Query(database + "_2", "SHOW server_encoding"));
        Assert.Equal(sample.Server.Dump(database, "--encoding=" + encoding), sample.Server.Dump(database + "_2", "--encoding=" + encoding));
    }

    [Fact]
    public void The_file_restores_without_the_module()
    {
        dynamic backup = sample.Backup(sample.NewFolder());
        sample.Server.CreateDatabase("by_hand");
        string psql = Path.Combine(ThrowawayServer.Programs, "psql");

        Command.Run("bash", ["-c", $"set -o pipefail; gunzip -c '{backup.FullName}' | '{psql}' -qX -v ON_ERROR_STOP=1 -o /dev/null"], sample.Server.Environment("by_hand"));

        Assert.Equal(sample.Server.Dump(SampleFixture.Database), sample.Server.Dump("by_hand"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_was_cut_is_refused_and_no_database_is_left(bool withManifest)
    {
        dynamic backup = sample.Backup(sample.NewFolder());
        byte[] whole = File.ReadAllBytes(backup.FullName);
        Random random = new(20260208);
        foreach (int length in Enumerable.Range(0, 10).Select(_ => random.Next(whole.Length)))
        {
            string path = Path.Combine(Directory.CreateTempSubdirectory("hub-cut-").FullName, (string)backup.Name);
            File.WriteAllBytes(path, whole[..length]);
            if (withManifest)
            {
                File.Copy(backup.FullName + ".json", path + ".json");
            }

            SessionResult result = Restore(path, "cut", trust: true);

            Assert.Contains(result.ErrorId(), (string[])["ArchiveCorrupt", "ChecksumMismatch", "ContentMismatch"]);
            Assert.Empty(sample.Server.Databases("cut"));
        }
    }

    [Fact]
    public void A_gzip_file_whose_text_is_cut_is_refused()
    {
        dynamic backup = sample.Backup(sample.NewFolder());
        string text = Command.Run("gunzip", ["-c", backup.FullName]);
        Random random = new(20260208);
        // Well-formed gzip each time: only the trailer can tell.
        int end = text.IndexOf("-- PostgreSQL database dump complete", StringComparison.Ordinal);
        foreach (int length in Enumerable.Range(0, 10).Select(_ => random.Next(end)))
        {
            SessionResult result = Restore(Legacy(text[..length]), "cut", trust: true);

            Assert.Equal("ContentMismatch", result.ErrorId());
            Assert.Empty(sample.Server.Databases("cut"));
        }
    }

    [Fact]
    public void A_byte_that_was_flipped_is_found()
    {
        dynamic backup = sample.Backup(sample.NewFolder());
        byte[] bytes = File.ReadAllBytes(backup.FullName);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(backup.FullName, bytes);

        dynamic test = sample.Session.Invoke("param($path) Test-HubBackup $path", new { path = backup.FullName }).Single();

        Assert.False(test.Passed);
        Assert.NotEmpty(test.Problems);
        dynamic again = sample.Session.Invoke("param($path) Test-HubBackup -LiteralPath $path", new { path = backup.FullName }).Single();
        Assert.Equal(2, again.Backup.Verifications.Count);
        Assert.False(again.Backup.Verifications[0].Passed);
        Assert.Contains(Restore(backup.FullName, "flipped").ErrorId(), (string[])["ArchiveCorrupt", "ChecksumMismatch"]);
    }

    [Fact]
    public void A_file_without_a_manifest_needs_TrustSource()
    {
        dynamic backup = sample.Backup(sample.NewFolder());
        File.Delete(backup.FullName + ".json");

        Assert.Equal("TrustNeeded", Restore(backup.FullName, "legacy").ErrorId());
        Assert.Empty(sample.Server.Databases("legacy"));

        dynamic restore = Restore(backup.FullName, "legacy", trust: true).Single();
        Assert.Equal(sample.Server.Dump(SampleFixture.Database), sample.Server.Dump("legacy"));
        Assert.True(restore.RowsFound > 10000);
    }

    [Theory]
    [InlineData("\\! touch /tmp/hub-owned\n")]
    [InlineData("SELECT 1 \\gexec\n")]
    [InlineData("\\connect postgres\n")]
    [InlineData("COMMIT;\n")]
    [InlineData("BEGIN;\nDROP TABLE x;\nCOMMIT;\n")]
    [InlineData("COPY x FROM PROGRAM 'touch /tmp/hub-owned';\n")]
    [InlineData("\\restrict other\n")]
    public void A_hostile_dump_is_refused_before_anything_is_touched(string command)
    {
        string text = "-- a dump\nCREATE TABLE x (a int);\n" + command + "-- PostgreSQL database dump complete\n";
        if (command.StartsWith("\\restrict", StringComparison.Ordinal))
        {
            text = "\\restrict one\n" + text;
        }

        SessionResult result = Restore(Legacy(text), "hostile", trust: true);

        Assert.Equal("HostileDump", result.ErrorId());
        Assert.Empty(sample.Server.Databases("hostile"));
        Assert.False(File.Exists("/tmp/hub-owned"));
    }

    [Fact]
    public void A_statement_that_fails_leaves_no_database()
    {
        string path = Legacy("CREATE TABLE x (a int);\nSELECT nonsense;\n-- PostgreSQL database dump complete\n");

        SessionResult result = Restore(path, "broken", trust: true);

        Assert.Equal("LoadFailed", result.ErrorId());
        Assert.Contains("nonsense", result.Error().ToString(), StringComparison.Ordinal);
        Assert.Empty(sample.Server.Databases("broken"));
    }

    [Fact]
    public void A_comment_on_what_the_role_does_not_own_is_told_and_stops_nothing()
    {
        sample.Server.Query("postgres", "CREATE ROLE plain LOGIN CREATEDB IN ROLE pg_read_all_settings");
        string path = Legacy("""
            SET client_encoding = 'UTF8';
            CREATE SCHEMA s;
            COMMENT ON SCHEMA s IS 'à nous';
            COMMENT ON EXTENSION plpgsql IS 'not ours';
            CREATE TABLE s.x (a int);
            -- PostgreSQL database dump complete

            """);

        dynamic restore = sample.Invoke(
            "$credential = [pscredential]::new('plain', [securestring]::new()); Restore-HubBackup $more -Server $server -TargetDatabase commented -Credential $credential -TrustSource", "unused", more: path).Single();

        Assert.Contains("plpgsql", Assert.Single((IEnumerable<string>)restore.Remarks), StringComparison.Ordinal);
        Assert.Equal("à nous", sample.Server.Query("commented", "SELECT obj_description('s'::regnamespace)"));
        Assert.Equal("0", sample.Server.Query("commented", "SELECT count(*) FROM s.x"));
    }

    [Fact]
    public void A_psql_that_dies_leaves_no_database()
    {
        dynamic backup = sample.Backup(sample.NewFolder());
        SessionResult result = sample.Invoke(
            "Restore-HubBackup $more.Path -Server $server -TargetDatabase dies -PgBinDirectory $more.Programs", "unused",
            more: new { Path = (string)backup.FullName, Programs = ProgramStandIn.Folder("psql", "stdbuf -o0 head -c 300000 | \"$real\" \"$@\"; kill -9 $$") });

        Assert.Equal("LoadFailed", result.ErrorId());
        Assert.Empty(sample.Server.Databases("dies"));
    }

    [Fact]
    public void A_psql_that_skips_rows_and_says_success_is_found_out()
    {
        dynamic backup = sample.Backup(sample.NewFolder());
        SessionResult result = sample.Invoke(
            "Restore-HubBackup $more.Path -Server $server -TargetDatabase skips -PgBinDirectory $more.Programs", "unused",
            more: new { Path = (string)backup.FullName, Programs = ProgramStandIn.Folder("psql", "exec \"$real\" \"$@\" < <(stdbuf -oL sed '/ligne 1999$/d')") });

        Assert.Equal("VerificationFailed", result.ErrorId());
        Assert.Contains("public.sans_cle", result.Error().ToString(), StringComparison.Ordinal);
        Assert.Empty(sample.Server.Databases("skips"));
    }

    [Fact]
    public void More_than_one_backup_is_refused_before_anything_is_asked()
    {
        string folder = sample.NewFolder();
        sample.Backup(folder);
        sample.Backup(folder);
        sample.Session.Host.Interface.Questions.Clear();

        SessionResult result = sample.Invoke("Get-HubBackup -Database $database -BackupDirectory $folder | Restore-HubBackup -Server $server -TargetDatabase two -Confirm", folder);

        Assert.Equal("TooManyBackups", result.ErrorId());
        Assert.Empty(sample.Session.Host.Interface.Questions);
    }

    [Fact]
    public void Names_of_64_bytes_are_refused_not_cut()
    {
        dynamic backup = sample.Backup(sample.NewFolder());

        Assert.Equal("TargetNameInvalid", Restore(backup.FullName, new string('n', 64)).ErrorId());
        Restore(backup.FullName, new string('m', 63)).Single();
        Assert.Equal([new string('m', 63)], sample.Server.Databases("mmm"));
    }

    [Fact]
    public void Files_bind_by_their_PSPath()
    {
        dynamic backup = sample.Backup(sample.NewFolder());

        dynamic test = sample.Session.Invoke(
            "param($path) [pscustomobject]@{ PSPath = \"Microsoft.PowerShell.Core\\FileSystem::$path\" } | Test-HubBackup", new { path = backup.FullName }).Single();

        Assert.True(test.Passed);
        Assert.Equal((string)backup.FullName, (string)test.Backup.FullName);
    }

    private SessionResult Restore(string path, string target, bool trust = false)
        => sample.Invoke(RestoreScript, "unused", more: new { Path = path, Target = target, Trust = trust });

    /// <summary>A file as the old scripts left them, with this text.</summary>
    private static string Legacy(string text)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("hub-legacy-").FullName, "hub_chantier_backup_20260208_030000.sql.gz");
        using GZipStream gzip = new(File.Create(path), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(text));
        return path;
    }
}
