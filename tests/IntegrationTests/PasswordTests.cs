using System.Management.Automation;
using System.Net;
using System.Text;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>A server that asks for a password: where it may come from, and where it must never be seen.</summary>
public sealed class PasswordTests(PasswordFixture fixture) : IClassFixture<PasswordFixture>, IDisposable
{
    private const string Backup = "Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder";

    private readonly List<IDisposable> _environment = [];
    private readonly string _folder = fixture.Sample.NewFolder();

    public void Dispose() => _environment.ForEach(variable => variable.Dispose());

    [Fact]
    public void A_wrong_password_is_told_with_the_user_and_leaves_nothing()
    {
        SessionResult result = fixture.Invoke(Backup + " -Credential $more", _folder, Credential("not-the-password"));

        Assert.Equal("AuthenticationFailed", result.ErrorId());
        Assert.Contains($"{fixture.Sample.Server.Socket}:{ThrowawayServer.Port} refused user '{PasswordFixture.Role}'", result.Error().ToString(), StringComparison.Ordinal);
        Assert.Contains("-Credential", result.Error().ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-password", Said(result), StringComparison.Ordinal);
        Assert.Empty(SampleFixture.Leftovers(_folder));
    }

    [Fact]
    public void A_credential_brings_it()
        => Assert.Equal(3, (long)fixture.Invoke(Backup + " -Credential $more", _folder, Credential(PasswordFixture.Password)).Single().Rows);

    [Theory]
    [InlineData("PGPASSWORD")]
    [InlineData("POSTGRES_PASSWORD")]
    public void A_variable_brings_it(string variable)
    {
        Set("PGUSER", PasswordFixture.Role);
        Set(variable, PasswordFixture.Password);

        Assert.Equal(3, (long)fixture.Invoke(Backup, _folder).Single().Rows);
    }

    [Theory]
    // The program reads the file too: both must find the same line in it.
    [InlineData("{host}:5432:{database}:{role}:{password}")]
    [InlineData("# a comment\nelsewhere:*:*:*:wrong\n*:5433:*:*:wrong\n*:*:*:other:wrong\n*:*:*:{role}:{password}\n*:*:*:*:wrong")]
    [InlineData("\\*:*:*:*:wrong\n\n*:*\n*:*:*:*:{password}:more")]
    public void A_password_file_brings_it(string lines)
    {
        Set("PGUSER", PasswordFixture.Role);
        Set("PGPASSFILE", PasswordFile(Directory.CreateTempSubdirectory("hub-pass-").FullName, lines));

        Assert.Equal(3, (long)fixture.Invoke(Backup, _folder).Single().Rows);
    }

    [Fact]
    public void The_file_in_the_home_folder_brings_it()
    {
        string home = Directory.CreateTempSubdirectory("hub-home-").FullName;
        PasswordFile(home, "*:*:*:{role}:{password}");
        Set("HOME", home);

        Assert.Equal(3, (long)fixture.Invoke(Backup + " -Credential $more", _folder, Credential("")).Single().Rows);
    }

    [Fact]
    public void A_password_file_that_others_may_read_is_not_read_as_by_libpq()
    {
        string file = PasswordFile(Directory.CreateTempSubdirectory("hub-pass-").FullName, "*:*:*:*:{password}");
        File.SetUnixFileMode(file, (UnixFileMode)Convert.ToInt32("644", 8));
        Set("PGUSER", PasswordFixture.Role);
        Set("PGPASSFILE", file);

        Assert.Equal("AuthenticationFailed", fixture.Invoke(Backup, _folder).ErrorId());
    }

    [Theory]
    [InlineData("PGPASSWORD")]
    [InlineData("POSTGRES_PASSWORD")]
    public void Another_users_password_is_not_sent_for_a_credential_without_one(string variable)
    {
        // It would fit: that it is not sent is what the server's refusal proves.
        Set(variable, PasswordFixture.Password);

        SessionResult result = fixture.Invoke(Backup + " -Credential $more", _folder, Credential(""));

        Assert.Equal("AuthenticationFailed", result.ErrorId());
        Assert.Empty(SampleFixture.Leftovers(_folder));
    }

    [Fact]
    public void The_password_is_on_no_command_line_and_in_nothing_that_is_written()
    {
        string log = Path.Combine(Path.GetDirectoryName(_folder)!, "backup.log");
        SessionResult backup = default!, restore = default!, failed = default!;
        string programs = SlowPrograms();

        string during = CommandLinesDuring(() => backup = fixture.Invoke(
            Backup + " -Credential $more.Credential -PgBinDirectory $more.Programs -LogPath $more.Log -Verbose", _folder,
            new { Credential = Credential(PasswordFixture.Password), Programs = programs, Log = log }));
        string duringRestore = CommandLinesDuring(() => restore = fixture.Invoke(
            "Get-HubBackup -Latest -Database $database -BackupDirectory $folder | Restore-HubBackup -Server $server -TargetDatabase kept_secret -AssumeRoom "
            + "-Credential $more.Credential -PgBinDirectory $more.Programs -LogPath $more.Log -Verbose", _folder,
            new { Credential = Credential(PasswordFixture.Password), Programs = programs, Log = log }));
        failed = fixture.Invoke(
            Backup + " -Credential $more.Credential -PgBinDirectory $more.Programs -LogPath $more.Log -Verbose", _folder,
            new { Credential = Credential(PasswordFixture.Password), Programs = ProgramStandIn.Folder("pg_dump", "exit 7"), Log = log });
        backup.ThrowOnError();
        restore.ThrowOnError();
        Assert.Equal("DumpFailed", failed.ErrorId());

        // The test saw the programs at work.
        Assert.Contains("pg_dump\0--format=plain", during, StringComparison.Ordinal);
        Assert.Contains("psql\0--no-psqlrc", duringRestore, StringComparison.Ordinal);
        string[] everything =
        [
            during, duringRestore, Said(backup), Said(restore), Said(failed), File.ReadAllText(log),
            .. Directory.GetFiles(_folder, "*", new EnumerationOptions { AttributesToSkip = 0 }).Select(path => File.ReadAllText(path, Encoding.Latin1)),
            File.ReadAllText(Path.Combine(fixture.Sample.Server.Socket, "server.log")),
        ];
        Assert.All(everything, text => Assert.DoesNotContain(PasswordFixture.PasswordTrace, text, StringComparison.Ordinal));
    }

    /// <summary>The command lines of all processes on the machine, read again and again while something runs.</summary>
    private static string CommandLinesDuring(Action work)
    {
        HashSet<string> lines = [];
        Task running = Task.Run(work);
        do
        {
            foreach (string process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
            {
                try
                {
                    lines.Add(File.ReadAllText(Path.Combine(process, "cmdline")));
                }
                catch (IOException)
                {
                    // It ended meanwhile.
                }
            }
        }
        while (!running.Wait(TimeSpan.FromMilliseconds(5)));
        return string.Join('\n', lines);
    }

    /// <summary>The real programs, each staying a moment after its work, so that it is seen.</summary>
    private static string SlowPrograms()
    {
        string folder = ProgramStandIn.Folder("pg_dump", "\"$real\" \"$@\"; code=$?; sleep 0.3; exit $code");
        File.Delete(Path.Combine(folder, "psql"));
        File.Move(Path.Combine(ProgramStandIn.Folder("psql", "\"$real\" \"$@\"; code=$?; sleep 0.3; exit $code"), "psql"), Path.Combine(folder, "psql"));
        return folder;
    }

    private static PSCredential Credential(string password) => new(PasswordFixture.Role, new NetworkCredential("", password).SecurePassword);

    private static string Said(SessionResult result) => string.Join('\n',
    [
        .. result.Output.Select(value => value.ToString()),
        .. result.Verbose,
        .. result.Warnings,
        .. result.Errors.Append(result.Terminating).OfType<ErrorRecord>().Select(error => $"{error} {error.Exception} {error.ErrorDetails?.RecommendedAction} {error.TargetObject}"),
    ]);

    private string PasswordFile(string folder, string lines)
    {
        string path = Path.Combine(folder, ".pgpass");
        File.WriteAllText(path, lines
            .Replace("{host}", fixture.Sample.Server.Socket, StringComparison.Ordinal)
            .Replace("{database}", "*", StringComparison.Ordinal)
            .Replace("{role}", PasswordFixture.Role, StringComparison.Ordinal)
            .Replace("{password}", PasswordFixture.Password.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal), StringComparison.Ordinal) + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    private void Set(string variable, string value) => _environment.Add(new EnvironmentScope(variable, value));
}
