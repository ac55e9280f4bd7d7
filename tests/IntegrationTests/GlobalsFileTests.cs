using System.Text.Json.Nodes;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>-IncludeGlobals: the server's roles in a file beside the backup.</summary>
[Collection(nameof(SampleCollection))]
public sealed class GlobalsFileTests(SampleFixture sample)
{
    private const string Script = "Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -IncludeGlobals";

    [Fact]
    public void The_roles_are_those_of_pg_dumpall_and_nobody_else_may_read_them()
    {
        sample.Server.Query("postgres", "SET password_encryption = 'md5'; CREATE ROLE globals_1 LOGIN PASSWORD 'tres-secret'; ALTER ROLE globals_1 SET work_mem = '3MB'");
        string folder = sample.NewFolder();

        SessionResult result = sample.Invoke(Script + " -Verbose", folder).ThrowOnError();
        dynamic backup = Assert.Single(result.Output).BaseObject;

        string path = backup.GlobalsPath;
        string text = File.ReadAllText(path);
        string expected = Command.Run(Path.Combine(ThrowawayServer.Programs, "pg_dumpall"), ["--globals-only"], sample.Server.Environment("postgres"));
        Assert.Equal(WithoutToken(expected), WithoutToken(text));
        Assert.Contains("PASSWORD 'md5", text, StringComparison.Ordinal);
        Assert.Equal("600", Convert.ToString((int)File.GetUnixFileMode(path), 8));
        JsonNode globals = JsonNode.Parse(File.ReadAllText(backup.FullName + ".json"))!["globals"]!;
        Assert.True((bool)globals["has_passwords"]!);
        Assert.Equal(new FileInfo(path).Length, (long)globals["length"]!);
        Assert.DoesNotContain("md5", string.Join('\n', result.Verbose) + File.ReadAllText(backup.FullName + ".json"), StringComparison.Ordinal);
        dynamic test = sample.Invoke("Get-HubBackup -Database $database -BackupDirectory $folder | Test-HubBackup", folder).Single();
        Assert.True(test.Passed);
    }

    [Theory]
    [InlineData("globales")]
    [InlineData("globales = 'l\\été'")]
    public void A_role_that_may_not_read_passwords_gets_the_rest(string database)
    {
        string role = "globals_low_" + database.Length;
        sample.Server.Query("postgres", $"CREATE ROLE {role} LOGIN; CREATE ROLE {role}_other LOGIN PASSWORD 'x'");
        sample.Server.CreateDatabase(database, "", $"OWNER {role}");
        sample.Server.Query("postgres", "REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC");

        try
        {
            dynamic backup = sample.Invoke(
                Script + " -Credential ([pscredential]::new($more, [securestring]::new()))", sample.NewFolder(), database, more: role).Single();

            Assert.False(backup.Globals.HasPasswords);
            string text = File.ReadAllText(backup.GlobalsPath);
            Assert.Contains($"CREATE ROLE {role}_other;", text, StringComparison.Ordinal);
            Assert.DoesNotContain("PASSWORD", text, StringComparison.Ordinal);
        }
        finally
        {
            sample.Server.Query("postgres", "GRANT CONNECT ON DATABASE postgres, template1 TO PUBLIC");
        }
    }

    [Fact]
    public void Both_side_files_go_with_the_backup()
    {
        string folder = sample.NewFolder();
        dynamic removed = sample.Invoke(Script, folder).Single();
        Assert.True(File.Exists(removed.GlobalsPath));
        sample.Backup(folder);

        sample.Invoke("Get-HubBackup -Database $database -BackupDirectory $folder | Select-Object -First 1 | Remove-HubBackup", folder).ThrowOnError();

        Assert.DoesNotContain(SampleFixture.Leftovers(folder), name => name.StartsWith((string)removed.Name, StringComparison.Ordinal));
        Assert.Equal(3, SampleFixture.Leftovers(folder).Length);
    }

    [Theory]
    [InlineData("\"$real\" \"$@\" | head -c 300; exit 0", "DumpIncomplete")]
    [InlineData("\"$real\" \"$@\"; echo 'pg_dumpall: error: no' >&2; exit 1", "DumpFailed")]
    public void Globals_that_fail_fail_the_backup(string program, string expected)
    {
        string folder = sample.NewFolder();

        SessionResult result = sample.Invoke(Script + " -PgBinDirectory $more", folder, more: ProgramStandIn.Folder("pg_dumpall", program));

        Assert.Equal(expected, result.ErrorId());
        Assert.Contains("pg_dumpall", result.Error().ToString(), StringComparison.Ordinal);
        Assert.Empty(SampleFixture.Leftovers(folder));
    }

    private static string WithoutToken(string text)
        => string.Join('\n', text.Split('\n').Where(line => !line.StartsWith("\\restrict ", StringComparison.Ordinal) && !line.StartsWith("\\unrestrict ", StringComparison.Ordinal)));
}
