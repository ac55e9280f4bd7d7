using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>
/// The commands of the quick start, in their order, against a real server and a real S3 service. What a test may not do to a machine is done by stand-ins
/// (packages, a user, sudo), and systemd does not run here: of the timer, its files are looked at, and what it would start is run.
/// </summary>
[Collection(nameof(SampleCollection))]
public sealed partial class QuickstartTests : IDisposable
{
    private const string Role = "quickstart";
    private const string Password = "the password of the quick start";

    private static readonly string s_page = RepositoryRoot.Combine("docs", "quickstart.md");

    private readonly SampleFixture _sample;
    private readonly string _root = Directory.CreateTempSubdirectory("hub-quickstart-").FullName;
    private readonly HttpReceiver _receiver = new();
    private readonly string _bucket;
    private readonly (string Word, string Value)[] _here;
    private readonly Dictionary<string, string> _environment;
    private readonly EnvironmentScope[] _variables;

    public QuickstartTests(SampleFixture sample, S3Server s3)
    {
        _sample = sample;
        _bucket = s3.NewBucket();
        foreach (string program in (string[])["apt-get", "useradd"])
        {
            StandIn(program, ":");
        }

        StandIn("sudo", "[ \"$1\" != -u ] || shift 2\nexec \"$@\"");
        StandIn("pwsh", "exit 99");
        // What is this machine's or this test's in the place of the page's; the longer words before those that begin like them.
        _here =
        [
            ("-o hub-backup -g hub-backup ", ""),
            ("/etc/hub-backup.env", Path.Combine(_root, "hub-backup.env")),
            ("/var/backups/hub-chantier", Path.Combine(_root, "backups")),
            ("PGHOST=localhost", $"PGHOST={sample.Server.Socket}"),
            ("'the password'", $"'{Password}'"),
            ("hub_chantier", Role),
            ("hubchantier", Role),
            ("https://s3.fr-par.scw.cloud", s3.Endpoint.AbsoluteUri),
            ("S3_BACKUP_BUCKET=hub-backups", $"S3_BACKUP_BUCKET={_bucket}"),
            ("'the access key'", $"'{s3.Keys.AccessKey}'"),
            ("'the secret key'", $"'{s3.Keys.SecretKey}'"),
            ("https://hooks.slack.com", _receiver.Address),
            ("https://hc-ping.com", _receiver.Address),
            ("Register-HubBackupSchedule", $"Register-HubBackupSchedule -Kind Systemd -Directory '{Path.Combine(_root, "units")}'"),
        ];
        _environment = new(sample.Server.Environment("postgres")) { ["PATH"] = $"{_root}/programs:{ThrowawayServer.Programs}:{Environment.GetEnvironmentVariable("PATH")}" };
        _variables = [new("PATH", _environment["PATH"]), new("ENV_FILE", null)];

        sample.Server.Query("postgres", $"CREATE ROLE {Role} LOGIN PASSWORD '{Password}'");
        sample.Server.AskForPassword(Role);
        sample.Server.CreateDatabase(Role, options: $"OWNER {Role}");
        sample.Server.Query(
            Role, $"SET SESSION AUTHORIZATION {Role}; CREATE TABLE chantiers (id int PRIMARY KEY, nom text); INSERT INTO chantiers SELECT n, 'Chantier ' || n FROM generate_series(1, 500) n");
    }

    public void Dispose()
    {
        Array.ForEach(_variables, variable => variable.Dispose());
        _receiver.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public void Its_commands_lead_from_nothing_to_a_proven_copy_off_site_and_a_timer()
    {
        string settings = Path.Combine(_root, "hub-backup.env");
        StringBuilder said = new();
        foreach ((string language, string code) in Commands())
        {
            string here = _here.Aggregate(code, (text, word) => text.Replace(word.Word, word.Value, StringComparison.Ordinal));
            switch (language)
            {
                case "ini":
                    File.AppendAllText(settings, here);
                    break;
                case "powershell":
                    said.AppendLine(Run(here));
                    break;
                case "bash" when PromptOrSystemd().IsMatch(code):
                    // From here on the session has the variable that the page's prompt has.
                    Environment.SetEnvironmentVariable("ENV_FILE", settings);
                    break;
                case "bash" when PowerShellCommand().Match(here) is { Success: true } match:
                    said.AppendLine(Run(match.Groups[1].Value));
                    break;
                case "bash":
                    Command.Run("bash", ["-e", "-c", here], _environment);
                    break;
                default:
                    Assert.Fail($"Nobody runs {language}.");
                    break;
            }
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(settings));
        Assert.Equal("500", _sample.Server.Query($"{Role}_copy", "SELECT count(*) FROM chantiers"));
        Assert.Equal(["/services/…", "/…/log"], Paths().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Password, said.ToString(), StringComparison.Ordinal);

        // What the timer starts, as its unit says.
        string unit = File.ReadAllText(Path.Combine(_root, "units", "hub-backup.service"));
        Assert.Contains("\nUser=hub-backup\n", unit, StringComparison.Ordinal);
        Assert.Contains($"\nReadWritePaths=\"-{_root}/backups\"\n", unit, StringComparison.Ordinal);
        Assert.Contains("OnCalendar=*-*-* 03:00:00 Europe/Paris", File.ReadAllText(Path.Combine(_root, "units", "hub-backup.timer")), StringComparison.Ordinal);
        string script = Regex.Match(unit, "-File \"(.+)\"").Groups[1].Value;
        Dictionary<string, string> variables = Regex.Matches(unit, "^Environment=\"(.+?)=(.*)\"$", RegexOptions.Multiline).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        Assert.Equal(settings, variables["ENV_FILE"]);
        (int night, string log, string problem) = Command.TryRun("dotnet", [KilledRunTests.ModuleHost, "-File", script], variables);
        Assert.True(night == 0, log + problem);
        Assert.Contains($"Copy: in bucket {_bucket}.", log, StringComparison.Ordinal);
        Assert.Equal(["/…/start", "/…"], Paths().Skip(2));
        Assert.Equal("Healthy", Run("Get-HubBackupHealth | ForEach-Object { \"$($_.Status)\" }"));
    }

    /// <summary>The code blocks, but for that which makes and copies the module's folder: here it is laid by the build.</summary>
    private static IEnumerable<(string Language, string Code)> Commands()
        => Block().Matches(File.ReadAllText(s_page)).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).Where(block => !block.Item2.Contains("build.sh", StringComparison.Ordinal));

    /// <summary>Runs it, lets no check fail, and gives what came as text.</summary>
    private string Run(string script)
    {
        // Of no failed check, the recommendation is nothing.
        PSObject[] output = [.. _sample.Session.Invoke(script).ThrowOnError().Output.Where(item => item is not null)];
        Assert.DoesNotContain(output, item => item.Properties["Status"]?.Value?.ToString() == "Failed" || item.Properties["Passed"]?.Value is false);
        return string.Join('\n', output.AsEnumerable());
    }

    private IEnumerable<string> Paths() => _receiver.Requests.Select(request => Uri.UnescapeDataString(request.Path));

    private void StandIn(string program, string script)
    {
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(_root, "programs")).FullName, program);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [GeneratedRegex(@"```(\w+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"pwsh -NoProfile\n|systemctl")]
    private static partial Regex PromptOrSystemd();

    [GeneratedRegex("pwsh -NoProfile -Command \"(.+)\"")]
    private static partial Regex PowerShellCommand();
}
