using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>Servers newer than the system's, and the choice of the programs for them.</summary>
public sealed class NewerServerTests(NewerServersFixture servers) : IClassFixture<NewerServersFixture>
{
    private const string Backup = "Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder";

    [NewerPostgresqlTheory]
    // pg_dump of 17 and 18 write a setting that a server of 16 does not know.
    [InlineData(16, 17)]
    [InlineData(16, 18)]
    [InlineData(17, 17)]
    [InlineData(17, 18)]
    [InlineData(18, 18)]
    public void The_sample_is_backed_up_tested_and_restored(int server, int clients)
    {
        string folder = NewFolder();
        string target = $"of_{clients}";
        SessionResult backup = servers.Invoke(Backup + " -PgBinDirectory $more", server, folder, NewerPostgresql.Clients(clients));
        dynamic test = servers.Invoke("Get-HubBackup -Latest -Database $database -BackupDirectory $folder | Test-HubBackup", server, folder).Single();
        SessionResult restored = servers.Invoke(
            "Get-HubBackup -Latest -Database $database -BackupDirectory $folder | Restore-HubBackup -Server $server -TargetDatabase $more.Target -PgBinDirectory $more.Programs -Verbose",
            server, folder, new { Target = target, Programs = NewerPostgresql.Clients(clients) });
        dynamic restore = restored.Single();

        Assert.Equal(server, (int)backup.Single().Server.Major);
        Assert.StartsWith($"{clients}.", (string)backup.Single().Dump.Version, StringComparison.Ordinal);
        // Of each newer program it is said, of the server's own there is nothing to say.
        Assert.Equal(clients > server, backup.Warnings.Any(warning => warning.Contains("newer than the server", StringComparison.Ordinal)));
        Assert.True(test.Passed);
        Assert.Equal(server < 17, restored.Verbose.Any(line => line.Contains("transaction_timeout", StringComparison.Ordinal)));
        Assert.Equal((long)restore.RowsExpected, (long)restore.RowsFound);
        Assert.Equal(servers.Server(server).Dump(SampleFixture.Database), servers.Server(server).Dump(target));
    }

    [NewerPostgresqlTheory]
    [InlineData(16, 17)]
    [InlineData(17, 17)]
    [InlineData(18, 18)]
    public void The_lowest_version_that_is_not_older_than_the_server_is_taken(int server, int expected)
    {
        // The system's own, which are older, are found besides.
        using EnvironmentScope path = new("PATH", $"{NewerPostgresql.Clients(18)}:{NewerPostgresql.Clients(17)}:{Environment.GetEnvironmentVariable("PATH")}");

        dynamic backup = servers.Invoke(Backup, server, NewFolder()).Single();

        Assert.StartsWith($"{expected}.", (string)backup.Dump.Version, StringComparison.Ordinal);
    }

    [NewerPostgresqlFact]
    public void A_server_newer_than_every_program_is_told_what_was_found_what_is_needed_and_how_to_get_it()
    {
        string folder = NewFolder();
        using EnvironmentScope path = new("PATH", $"{NewerPostgresql.Clients(17)}:{Environment.GetEnvironmentVariable("PATH")}");

        SessionResult result = servers.Invoke(Backup, 18, folder);

        Assert.Equal("ClientProgramMissing", result.ErrorId());
        string said = result.Error().ToString();
        Assert.Contains("of version 18 or newer", said, StringComparison.Ordinal);
        Assert.Contains($"{Version(NewerPostgresql.Clients(17))} ({NewerPostgresql.Clients(17)})", said, StringComparison.Ordinal);
        Assert.Contains($"{Version(ThrowawayServer.Programs)} ({ThrowawayServer.Programs})", said, StringComparison.Ordinal);
        Assert.Contains("apt-get install postgresql-client-VERSION", result.Error().ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(SampleFixture.Leftovers(folder));
    }

    [NewerPostgresqlTheory]
    [InlineData("/nowhere", "none")]
    [InlineData(null, "17.")]
    public void A_folder_that_is_named_is_the_only_one_looked_into(string? programs, string found)
    {
        using EnvironmentScope path = new("PATH", $"{NewerPostgresql.Clients(18)}:{Environment.GetEnvironmentVariable("PATH")}");

        SessionResult result = servers.Invoke(Backup + " -PgBinDirectory $more", 18, NewFolder(), programs ?? NewerPostgresql.Clients(17));

        Assert.Equal("ClientProgramMissing", result.ErrorId());
        Assert.Contains($"Found: {found}", result.Error().ToString(), StringComparison.Ordinal);
    }

    [NewerPostgresqlFact]
    public void A_program_that_lies_about_its_version_fails_by_its_own_words_and_leaves_nothing()
    {
        string folder = NewFolder();
        string programs = Programs("[ \"$1\" != --version ] || { echo 'pg_dump (PostgreSQL) 18.9'; exit 0; }\n"
            + $"exec '{NewerPostgresql.Clients(17)}/pg_dump' \"$@\"");

        SessionResult result = servers.Invoke(Backup + " -PgBinDirectory $more", 18, folder, programs);

        Assert.Equal("DumpFailed", result.ErrorId());
        Assert.Contains("server version mismatch", result.Error().ToString(), StringComparison.Ordinal);
        Assert.Empty(SampleFixture.Leftovers(folder));
    }

    [NewerPostgresqlTheory]
    // Its version is not one, it fails at once, it is another machine's.
    [InlineData("#!/bin/sh\necho banana", 493)]
    [InlineData("#!/bin/sh\necho 'pg_dump (PostgreSQL) 18.0'; exit 1", 493)]
    [InlineData("\u007fELF of another machine", 493)]
    [InlineData("#!/bin/sh\necho 'pg_dump (PostgreSQL) 18.0'", 420)]
    public void A_broken_program_on_PATH_is_passed_over(string program, int mode)
    {
        string broken = Directory.CreateTempSubdirectory("hub-broken-").FullName;
        foreach (string name in (string[])["pg_dump", "psql"])
        {
            File.WriteAllText(Path.Combine(broken, name), program);
            File.SetUnixFileMode(Path.Combine(broken, name), (UnixFileMode)mode);
        }

        using EnvironmentScope path = new("PATH", $"{broken}:{NewerPostgresql.Clients(18)}:{Environment.GetEnvironmentVariable("PATH")}");

        dynamic backup = servers.Invoke(Backup, 18, NewFolder()).Single();

        Assert.Equal(Version(NewerPostgresql.Clients(18)), (string)backup.Dump.Version);
    }

    [NewerPostgresqlFact]
    public void A_backup_of_a_newer_server_is_refused_before_anything_is_touched()
    {
        string folder = NewFolder();
        servers.Invoke(Backup + " -PgBinDirectory $more", 18, folder, NewerPostgresql.Clients(18)).ThrowOnError();

        SessionResult result = servers.Invoke(
            "Get-HubBackup -Latest -Database $database -BackupDirectory $folder | Restore-HubBackup -Server $server -TargetDatabase older -PgBinDirectory $more",
            17, folder, NewerPostgresql.Clients(18));

        Assert.Equal("VersionTooOld", result.ErrorId());
        Assert.Contains("18.", result.Error().ToString(), StringComparison.Ordinal);
        Assert.Contains("17.", result.Error().ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(result.Error().ErrorDetails.RecommendedAction);
        Assert.Empty(servers.Server(17).Databases("older"));
    }

    private static string NewFolder() => Path.Combine(Directory.CreateTempSubdirectory("hub-newer-").FullName, "backups");

    /// <summary>17.11 of <c>pg_dump (PostgreSQL) 17.11 (Debian …)</c>.</summary>
    private static string Version(string programs) => Command.Run(Path.Combine(programs, "pg_dump"), ["--version"]).Split(' ')[2].Trim();

    /// <summary>A folder with this pg_dump and the psql of 17.</summary>
    private static string Programs(string dump)
    {
        string folder = Directory.CreateTempSubdirectory("hub-programs-").FullName;
        File.WriteAllText(Path.Combine(folder, "pg_dump"), "#!/bin/bash\n" + dump + "\n");
        File.SetUnixFileMode(Path.Combine(folder, "pg_dump"), (UnixFileMode)Convert.ToInt32("755", 8));
        File.CreateSymbolicLink(Path.Combine(folder, "psql"), Path.Combine(NewerPostgresql.Clients(17), "psql"));
        return folder;
    }
}
