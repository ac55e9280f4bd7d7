using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

[Collection(nameof(SampleCollection))]
public sealed class BackupTests(SampleFixture sample)
{
    [Fact]
    public void Rows_of_each_table_are_those_of_the_database()
    {
        dynamic backup = sample.Backup(sample.NewFolder());

        foreach (dynamic table in backup.Tables)
        {
            string name = $"\"{table.Schema}\".\"{table.Name}\"";
            Assert.Equal(sample.Server.Query(SampleFixture.Database, $"SELECT count(*) FROM ONLY {name}"), $"{table.Rows}");
        }

        // Every table that can have a COPY block is there: plain tables and partitions, not their parents.
        Assert.Equal(
            sample.Server.Query(SampleFixture.Database, "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"),
            $"{backup.Tables.Count}");
        Assert.Equal(1, (long)backup.LargeObjects.Count);
        Assert.Equal(
            sample.Server.Query(SampleFixture.Database, "SELECT sum(length(data)) FROM pg_largeobject"), $"{backup.LargeObjects.Bytes}");
    }

    [Fact]
    public void The_file_is_pg_dumps_own_text_and_the_manifest_describes_it()
    {
        dynamic backup = sample.Backup(sample.NewFolder());

        string text = Command.Run("gunzip", ["-c", backup.FullName]);
        string expected = sample.Server.Dump(SampleFixture.Database, "--no-owner", "--no-acl", "--verbose");
        Assert.Equal(WithoutRunLines(expected), WithoutRunLines(text));

        JsonNode manifest = JsonNode.Parse(File.ReadAllText(backup.FullName + ".json"))!;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(backup.FullName))), (string?)manifest["sha256"]);
        Assert.Equal(new FileInfo(backup.FullName).Length, (long)manifest["length"]!);
        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(text), (long)manifest["uncompressed_length"]!);
        Assert.Equal(1, (int)manifest["schema"]!);
        Assert.Equal(sample.Server.Query("postgres", "SELECT system_identifier FROM pg_control_system()"), (string?)manifest["server"]!["system_identifier"]);

        // The rows of a table begin where the manifest says.
        JsonNode table = manifest["tables"]!.AsArray().Single(node => (string?)node!["name"] == "sans_cle")!;
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        string data = System.Text.Encoding.UTF8.GetString(bytes, (int)table["data_start"]!, (int)table["bytes"]!);
        Assert.Equal(2000, data.Count(character => character == '\n'));
        Assert.EndsWith("ligne 2000\n", data, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_owner_may_read_a_backup()
    {
        string folder = sample.NewFolder();
        sample.Backup(folder);

        Assert.Equal("700", Mode(folder));
        Assert.All(Directory.GetFiles(folder), file => Assert.Equal("600", Mode(file)));
    }

    [Fact]
    public void A_name_that_is_taken_is_never_overwritten()
    {
        string folder = sample.NewFolder();

        // Several within one second.
        string[] names = [.. Enumerable.Range(0, 4).Select(_ => (string)sample.Backup(folder).Name)];

        Assert.Equal(4, names.Distinct().Count());
        Assert.Equal(4, sample.Invoke("Get-HubBackup -Database $database -BackupDirectory $folder", folder).ThrowOnError().Output.Count);
    }

    [Theory]
    // Killed half-way: no exit code of its own.
    [InlineData("\"$real\" \"$@\" | head -c 200000; kill -9 $$", "DumpFailed")]
    // Its last words are the error, its chatter is not.
    [InlineData("\"$real\" \"$@\" | head -c 200000; echo 'pg_dump: reading schemas' >&2; echo 'pg_dump: error: the cable is cut' >&2; exit 1", "DumpFailed")]
    // Ends well, and its text is not whole.
    [InlineData("\"$real\" \"$@\" | head -c 200000; exit 0", "DumpIncomplete")]
    [InlineData("exit 0", "DumpIncomplete")]
    // The closing line alone proves nothing either.
    [InlineData("\"$real\" \"$@\"; exit 3", "DumpFailed")]
    // It reached another server, where nobody knows our snapshot.
    [InlineData("exec \"$real\" --snapshot=00000099-00000001-1 \"${@/--snapshot=*/--no-password}\"", "ServerMismatch")]
    public void A_dump_that_fails_leaves_nothing(string program, string expected)
    {
        string folder = sample.NewFolder();
        SessionResult result = sample.Invoke(
            "Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -PgBinDirectory $more", folder, more: ProgramStandIn.Folder("pg_dump", program));

        Assert.Equal(expected, result.ErrorId());
        Assert.Empty(result.Output);
        Assert.Empty(SampleFixture.Leftovers(folder));
        Assert.DoesNotContain("reading schemas", result.Error().ToString(), StringComparison.Ordinal);
        if (program.Contains("cable", StringComparison.Ordinal))
        {
            Assert.Contains("the cable is cut", result.Error().ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("base \"à\" guillemets")]
    [InlineData("-commence par un tiret")]
    [InlineData("a/b\\c:d*e%f")]
    [InlineData("dbname=postgres host=nowhere")]
    [InlineData("postgresql://nowhere/x")]
    [InlineData("postgres://x")]
    [InlineData(" l'été, en deux mots ")]
    // The name of the folder's other lock.
    [InlineData("manifests")]
    public void Any_name_of_a_database_is_backed_up_listed_tested_and_restored(string database)
    {
        string folder = sample.NewFolder();
        sample.Server.CreateDatabase(database, "CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 10)");

        dynamic backup = sample.Backup(folder, database);
        dynamic test = sample.Invoke("Get-HubBackup -Database $database -BackupDirectory $folder | Test-HubBackup", folder, database).Single();
        dynamic restore = sample.Invoke(
            "Get-HubBackup -Latest -Database $database -BackupDirectory $folder | Restore-HubBackup -Server $server -TargetDatabase \"$database 2\"", folder, database).Single();

        Assert.Equal(database, (string)backup.Database);
        Assert.True(test.Passed);
        Assert.Equal("10", sample.Server.Query(database + " 2", "SELECT count(*) FROM t"));
        Assert.Equal(10, (long)restore.RowsFound);
    }

    [Fact]
    public void A_name_with_a_newline_is_refused_before_anything_is_asked()
    {
        SessionResult result = sample.Invoke("Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder", "/nowhere", "deux\nlignes");

        Assert.Equal("SettingInvalid", result.ErrorId());
        Assert.Contains(@"'deux\u000Alignes'", result.Error().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_is_not_there_is_named()
    {
        SessionResult result = sample.Invoke("Invoke-HubBackup -Server /nowhere -Database $database -BackupDirectory $folder", sample.NewFolder());

        Assert.Equal("ServerUnreachable", result.ErrorId());
        Assert.Contains("/nowhere", result.Error().ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(result.Error().ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_database_that_is_not_there_is_named()
    {
        SessionResult result = sample.Invoke("Invoke-HubBackup -Server $server -Database nulle_part -BackupDirectory $folder", sample.NewFolder());

        Assert.Equal("DatabaseMissing", result.ErrorId());
        Assert.Contains("nulle_part", result.Error().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_file_has_the_old_scripts_format_and_a_broken_one_stops_nothing()
    {
        string folder = sample.NewFolder();
        string log = Path.Combine(Path.GetDirectoryName(folder)!, "logs", "backup.log");
        sample.Invoke("Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -LogPath $more", folder, more: log).ThrowOnError();
        sample.Invoke("Invoke-HubBackup -Server /nowhere -Database $database -BackupDirectory $folder -LogPath $more", folder, more: log);
        SessionResult broken = sample.Invoke("Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -LogPath /proc/nowhere/log", folder);

        string[] lines = File.ReadAllLines(log);
        Assert.All(lines, line => Assert.Matches(@"^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] \S", line));
        Assert.Contains(lines, line => line.Contains("is complete", StringComparison.Ordinal));
        Assert.Contains("] ERROR ServerUnreachable: ", lines[^1], StringComparison.Ordinal);
        Assert.Contains("/proc/nowhere/log", Assert.Single(broken.ThrowOnError().Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_makes_nothing()
    {
        string folder = sample.NewFolder();
        SessionResult result = sample.Invoke("Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -WhatIf", folder);

        Assert.Empty(result.ThrowOnError().Output);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Stopping_the_pipeline_ends_pg_dump_and_leaves_nothing()
    {
        string folder = sample.NewFolder();
        string started = Path.Combine(Directory.CreateTempSubdirectory("hub-stop-").FullName, "started");
        string programs = ProgramStandIn.Folder("pg_dump", $"echo $$ > '{started}.tmp'; mv '{started}.tmp' '{started}'; echo '-- a first line'; exec sleep 600");
        using System.Management.Automation.PowerShell shell = sample.Session.Shell(
            "param($server, $folder, $database, $more) Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -PgBinDirectory $more",
            new { server = sample.Server.Socket, folder, database = SampleFixture.Database, more = programs });
        IAsyncResult running = shell.BeginInvoke();
        Assert.True(SpinWait.SpinUntil(() => File.Exists(started), TimeSpan.FromSeconds(30)), "pg_dump was not started");
        int dump = int.Parse(File.ReadAllText(started), System.Globalization.CultureInfo.InvariantCulture);

        shell.Stop();

        Assert.True(running.IsCompleted);
        Assert.False(Directory.Exists($"/proc/{dump}"), "pg_dump still runs");
        Assert.Empty(SampleFixture.Leftovers(folder));
    }

    private static string Mode(string path) => Convert.ToString((int)File.GetUnixFileMode(path), 8);

    /// <summary>Drops the lines with the time and the token of a run.</summary>
    private static string WithoutRunLines(string text) => string.Join('\n', text.Split('\n').Where(line =>
        !line.StartsWith("-- Started on ", StringComparison.Ordinal) && !line.StartsWith("-- Completed on ", StringComparison.Ordinal)
        && !line.StartsWith("\\restrict ", StringComparison.Ordinal) && !line.StartsWith("\\unrestrict ", StringComparison.Ordinal)));
}
