using System.Text.RegularExpressions;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>The commands of the page that one reads in panic, as they stand there, without the module.</summary>
[Collection(nameof(SampleCollection))]
public sealed partial class EmergencyPageTests(SampleFixture sample)
{
    private static readonly string s_english = RepositoryRoot.Combine("docs", "emergency-restore.md");
    private static readonly string s_french = RepositoryRoot.Combine("docs", "fr", "restauration-urgence.md");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_commands_bring_the_database_back(bool encrypted)
    {
        string name = encrypted ? "panic_age" : "panic";
        LiveDatabase live = new(sample, name);
        string folder = sample.NewFolder(), key = Path.Combine(folder, "key.txt");
        Directory.CreateDirectory(folder);
        Command.Run("age-keygen", ["-o", key]);
        string recipient = Command.Run("age-keygen", ["-y", key]).Trim();
        live.Restore().ThrowOnError();
        string before = sample.Server.Dump(name);
        dynamic backup = sample.Invoke(
            "Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -IncludeGlobals -SkipRotation " + (encrypted ? "-Recipient $more.Key" : ""),
            folder, name, new { Key = recipient }).Single();
        sample.Server.Query(name, "DROP TABLE chantiers CASCADE");

        string script = string.Join('\n', Commands(s_english).Where(command => encrypted || !command.Contains("age -d", StringComparison.Ordinal)))
            .Replace("hub_chantier", name, StringComparison.Ordinal);
        (int code, string output, string error) = Command.TryRun(
            "bash", ["-e", "-o", "pipefail", "-c", $"cd '{folder}'\nFILE='{backup.Name}'\n{script}"], sample.Server.Environment(name));

        Assert.True(code == 0, output + error);
        Assert.Contains($"{backup.Name}: OK", output, StringComparison.Ordinal);
        Assert.Equal(before, sample.Server.Dump(name));
        Assert.Contains(name + "_before", live.Databases());
    }

    [Fact]
    public void The_page_has_the_same_commands_in_both_languages()
        => Assert.Equal(Commands(s_english), Commands(s_french).Select(command => command.Replace("cle.txt", "key.txt", StringComparison.Ordinal)));

    /// <summary>The shell's commands, but for the one that fetches from a service that is not here.</summary>
    private static string[] Commands(string page)
        => [.. Block().Matches(File.ReadAllText(page)).Select(match => match.Groups[1].Value).Where(command => !command.Contains("aws s3", StringComparison.Ordinal))];

    [GeneratedRegex(@"```sh\n(.*?)\n\s*```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
